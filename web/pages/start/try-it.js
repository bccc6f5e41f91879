// "Try it", in development: a doctor, a patient and a note, made by the public API in four operations, as any client would.

import { send } from "../client/api.js";
import { logIn } from "../client/session.js";
import { action } from "../ui/action.js";
import { h } from "../ui/dom.js";
import { redraw } from "../ui/draw.js";
import { t } from "../words/index.js";
import { SAMPLE_CHOICE, SAMPLE_NOTE, SAMPLE_PERSON } from "./queries.js";

const PASSWORD = "a quiet lamp";
const NOTE =
  "Throat infection, fever since Sunday. Take amoxicillin 500 mg three times a day for 5 days. " +
  "Gargle with salt water every day until your review. Rest today. Blood test tomorrow.";

let made = null;

/** The button, or, once it has worked, the two people with their password. */
export function tryIt() {
  return h(
    "section",
    { class: "card quiet", key: "try", "aria-labelledby": "try-title" },
    h("h2", { id: "try-title" }, t("try.title")),
    made ? people() : [h("p", {}, t("try.what")), action("try", t("try.button"), make)],
  );
}

function people() {
  const person = (role, email) =>
    h(
      "div",
      { class: "row", key: role },
      h("p", {}, h("strong", {}, t(`role.${role}`)), h("br"), h("code", {}, email)),
      action(`as-${role}`, t(`try.as.${role}`), () => logIn(email, PASSWORD)),
    );
  return [
    h("p", { role: "status" }, t("try.made")),
    person("DOCTOR", made.doctor),
    person("PATIENT", made.patient),
    h("p", {}, t("field.password"), " ", h("code", {}, PASSWORD)),
  ];
}

async function make() {
  const tag = crypto.getRandomValues(new Uint16Array(1))[0].toString(36);
  const doctor = await signUp(`dora-${tag}@example.org`, "Dr. Dora Sample", "DOCTOR");
  const patient = await signUp(`paula-${tag}@example.org`, "Paula Example", "PATIENT");
  await send(SAMPLE_CHOICE, { input: { doctorId: doctor.user.id } }, { token: patient.accessToken });
  await send(SAMPLE_NOTE, { input: { patientId: patient.user.id, body: NOTE } }, { token: doctor.accessToken });
  made = { doctor: doctor.email, patient: patient.email };
  redraw();
}

async function signUp(email, name, role) {
  const answer = await send(SAMPLE_PERSON, { input: { email, name, role, password: PASSWORD } });
  return { ...answer.signUp, email };
}
