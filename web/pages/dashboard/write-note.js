// Writing a note. It is shown at once; sent again after a lost answer, it is still one note (`clientMutationId`).

import { ask } from "../client/session.js";
import { h } from "../ui/dom.js";
import { redraw } from "../ui/draw.js";
import { field, form } from "../ui/form.js";
import { card } from "../ui/parts.js";
import { say } from "../ui/say.js";
import { t } from "../words/index.js";
import { expectNote, reloadHistory } from "./history.js";
import { SUBMIT_NOTE } from "./queries.js";

const LONGEST = 20_000;

/** For each patient, the text that is on its way and the id under which it is sent. */
const attempts = new Map();

/** The same text for the same patient keeps its id, until the server has taken it. */
function attemptOf(patientId, body) {
  const last = attempts.get(patientId);
  if (last?.body === body) return last;
  const attempt = { body, clientMutationId: crypto.randomUUID() };
  attempts.set(patientId, attempt);
  return attempt;
}

export function writeNote(patient, reload) {
  return card("write", t("write.title"), [
    form(`note-${patient.id}`, {
      label: t("write.title"),
      fields: [
        field({
          name: "body",
          label: t("write.label"),
          hint: t(patient.extractionSettings.noAi ? "write.noAi" : "write.hint"),
          type: "textarea",
          required: true,
          maxlength: LONGEST,
          rows: 5,
          onkeydown: (event) =>
            event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.form.requestSubmit(),
        }),
      ],
      submit: t("write.button"),
      work: ({ body }) => submit(patient.id, body, reload),
    }),
  ]);
}

async function submit(patientId, body, reload) {
  const attempt = attemptOf(patientId, body);
  const forget = expectNote(patientId, attempt);
  redraw();
  try {
    await ask(SUBMIT_NOTE, { input: { patientId, body, clientMutationId: attempt.clientMutationId } });
    attempts.delete(patientId);
    say(t("write.done"));
    await Promise.all([reload(), reloadHistory()]);
  } finally {
    forget();
  }
}
