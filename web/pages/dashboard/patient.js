// One patient: a note to write, what waits for a decision, the plan in force, and the notes so far.

import { ask } from "../client/session.js";
import { again } from "../ui/again.js";
import { h } from "../ui/dom.js";
import { redraw } from "../ui/draw.js";
import { badge, card, dayState, share, strip } from "../ui/parts.js";
import { warn } from "../ui/say.js";
import { reachably } from "../ui/shell.js";
import { reason } from "../words/errors.js";
import { day, hour, moment, t } from "../words/index.js";
import { atRisk } from "./at-risk.js";
import { decisions } from "./decide.js";
import { closeExplanation, explanation, reloadExplanation } from "./explain.js";
import { forgetEvents } from "./feed.js";
import { closeHistory, history, reloadHistory } from "./history.js";
import { patientSettings } from "./patient-settings.js";
import { plan } from "./plan.js";
import { PATIENT } from "./queries.js";
import { reminded } from "./reminded.js";
import { review } from "./review.js";
import { reloadWork } from "./work-list.js";
import { writeNote } from "./write-note.js";

/** The patient that is shown, and what is known of them: `{ id, data, gone }`. */
let shown = { id: null };

const load = again(async () => {
  const { id } = shown;
  if (!id) return;
  let found;
  try {
    found = { id, data: (await ask(PATIENT, { id })).patient };
  } catch (error) {
    if (error.code !== "NOT_FOUND" && error.code !== "BAD_USER_INPUT") throw error;
    found = { id, gone: true };
  }
  // Another patient may have been opened meanwhile.
  if (shown.id !== id) return;
  if (found.gone) forgetEvents(id);
  shown = found;
  redraw();
});

/** Loads the page again, when it is about this patient or about nobody in particular. */
export function reloadPatient(id) {
  if (!shown.id || (id && id !== shown.id)) return Promise.resolve();
  return Promise.all([reachably(load), reloadHistory(), reloadExplanation()]).catch(warn);
}

/** The name of the patient whose page is open, once it is known. */
export const patientName = () => (location.hash.slice(1) === shown.id ? shown.data?.name : undefined);

/** Nothing is kept of a patient whose page is left: the next time it may no longer be the doctor's to see. */
export function closePatient() {
  shown = { id: null };
  closeHistory();
  closeExplanation();
}

/** The page of patient `id`. */
export function patientPage(id) {
  if (shown.id !== id) {
    shown = { id };
    reachably(load).catch(warn);
  }
  const back = h("p", { key: "back" }, h("a", { class: "back", href: "#desk" }, t("patient.back")));
  if (shown.gone)
    return h(
      "div",
      { class: "column", key: id },
      back,
      card("gone", t("patient.gone"), h("p", {}, t("patient.gone.what"))),
    );
  if (!shown.data) return h("div", { class: "column", key: id }, back, h("p", { class: "loading" }, t("loading")));
  const patient = shown.data;
  const reload = () => reloadPatient(id);
  // No event tells of what a doctor does about an episode.
  const reloadAll = () => Promise.all([reload(), reloadWork()]);
  return h(
    "div",
    { class: "desk", key: id },
    h("div", { class: "wide", key: "head" }, back, head(patient)),
    h(
      "div",
      { class: "stack", key: "main" },
      atRisk(patient, reloadAll),
      decisions(patient, reload),
      review(patient, reload),
      writeNote(patient, reload),
      plan(patient, reload),
      history(patient),
    ),
    h("div", { class: "stack aside", key: "aside" }, keepingUp(patient), patientSettings(patient, reload)),
  );
}

function head({ name, email, emailConfirmed, mailFailingSince, adherence, assignedAt }) {
  return h(
    "div",
    { class: "patient-head" },
    h("h1", {}, name),
    h(
      "p",
      { class: "hint" },
      email,
      " ",
      !emailConfirmed && badge(t("patient.unconfirmed"), "warn"),
      mailFailingSince && badge(t("patients.mailFailing"), "bad"),
      adherence.daysMissed > 1 && badge(t("patients.missed", { n: adherence.daysMissed }), "bad"),
      assignedAt && ` · ${t("patient.since", { when: moment(assignedAt, undefined, { dateStyle: "medium" }) })}`,
    ),
  );
}

function keepingUp(patient) {
  const { adherence, today, reminders, reminderSettings, timeZone } = patient;
  const [next] = reminders.upcoming;
  const [last] = reminders.sent.nodes;
  const now = adherence.days.at(-1);
  return card("keeping-up", t("patient.keepingUp"), [
    h("p", { class: "headline" }, share(adherence)),
    adherence.expected > 0 &&
      h("p", {}, t("calendar.share", { share: share(adherence), done: adherence.done, expected: adherence.expected })),
    strip({ ...adherence, days: adherence.days.slice(-14) }, today.day),
    now && h("p", { class: "hint" }, dayState(now, today.day)[1]),
    h("h3", {}, t("reminder.title")),
    reminded(reminderSettings, timeZone),
    h(
      "p",
      {},
      next ? t("reminder.next", { day: day(next.day), hour: hour(next.scheduledAt, timeZone) }) : t("reminder.none"),
    ),
    last &&
      h(
        "p",
        { class: "hint" },
        last.state === "SENT"
          ? t("reminder.last", { day: day(last.day), hour: hour(last.sentAt, timeZone) })
          : reason(last.reason, last.reasonText),
      ),
    h("p", { class: "hint" }, timeZone.replaceAll("_", " ")),
    explanation(patient),
  ]);
}
