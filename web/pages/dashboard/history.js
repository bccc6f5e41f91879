// The notes so far: how each became steps, and what it changed about the plan before it.

import { ask } from "../client/session.js";
import { action } from "../ui/action.js";
import { h } from "../ui/dom.js";
import { redraw } from "../ui/draw.js";
import { marked } from "../ui/marked.js";
import { paged } from "../ui/pages.js";
import { badge, card, doctorName, more, nothing, words } from "../ui/parts.js";
import { warn } from "../ui/say.js";
import { reason } from "../words/errors.js";
import { moment, t } from "../words/index.js";
import { NOTES, RETRY } from "./queries.js";

let patientId = null;
/** Notes that are on their way to the server. */
let expected = [];
const list = paged(
  "history",
  NOTES,
  ({ patient }) => patient.notes,
  () => ({ id: patientId }),
);

/** The notes again, as they are now. */
export const reloadHistory = () => list.reload().catch((error) => error.code === "NOT_FOUND" || warn(error));

/** Forgets the notes of a patient whose page is left. */
export function closeHistory() {
  if (!patientId) return;
  patientId = null;
  list.forget();
}

/** The id of the newest note that the doctor wrote about the patient: where steps are added by hand. */
export const newestOwnNote = (id) => (patientId === id && list.nodes?.[0]?.id) || null;

/** Shows a note before the server has it; answers a function that takes it away again. */
export function expectNote(id, note) {
  // Sent again, it may be there already: from the first time, whose answer was lost.
  note.known ??= new Set(list.nodes?.map((one) => one.id));
  expected = [...expected, { id, note }];
  return () => {
    expected = expected.filter((one) => one.note !== note);
    redraw();
  };
}

export function history(patient) {
  if (patientId !== patient.id) {
    patientId = patient.id;
    list.forget();
  }
  list.begin();
  const coming = expected.filter(({ id, note }) => id === patient.id && !arrived(note));
  return card("history", t("history.title"), [
    list.notice(),
    list.nodes?.length === 0 && coming.length === 0 && nothing(t("history.none")),
    h("ul", { class: "notes", "aria-live": "polite", key: "notes" }, coming.map(sending), list.nodes?.map(note)),
    more(list.pageInfo, list.more),
  ]);
}

/** Whether a note that was on its way is in the list by now. */
const arrived = (note) => list.nodes?.some(({ id, body }) => body === note.body && !note.known.has(id));

const sending = ({ note: { body, clientMutationId } }) =>
  h(
    "li",
    { key: clientMutationId },
    h("p", {}, badge(t("history.sending"), "warn")),
    h("div", { class: "note-body", lang: "" }, body),
  );

const LOOKS = { EXTRACTED: "good", FAILED: "bad", NEEDS_REVIEW: "warn", QUEUED: "warn" };

function note({ id, body, submittedAt, doctor, state, extraction, steps: { nodes: steps } }) {
  const why = reason(extraction.reason, extraction.reasonText);
  const retry = async () => {
    await ask(RETRY, { input: { noteId: id } });
    await reloadHistory();
  };
  return h(
    "li",
    { key: id },
    h(
      "p",
      { class: "hint", key: "head" },
      h("time", { datetime: submittedAt }, moment(submittedAt)),
      " · ",
      doctorName(doctor),
      " ",
      badge(t(`note.${state}`), LOOKS[state]),
    ),
    marked(body, steps),
    state === "QUEUED" && h("p", { class: "reading", key: "reading" }, t("history.reading")),
    why && h("p", { class: "hint", key: "why" }, why),
    state === "FAILED" &&
      h(
        "div",
        { class: "buttons", key: "retry" },
        action(`retry-${id}`, t("history.retry"), retry, { look: "accent" }),
      ),
    steps.length > 0 &&
      h(
        "ol",
        { class: "numbered", key: "steps" },
        steps.map((step) =>
          h(
            "li",
            { key: step.id },
            h("span", { lang: "" }, words(step)),
            " ",
            badge(t(`state.${step.state}`), `state-${step.state}`),
          ),
        ),
      ),
    extraction.changes && changes(extraction.changes),
  );
}

/** The difference to the plan whose place this one took. */
function changes({ added, ended, kept }) {
  if (ended.length + kept.length === 0) return null;
  const part = (name, steps) =>
    steps.length > 0 && [
      h("h3", { key: name }, t(`changes.${name}`)),
      h(
        "ul",
        { class: `changes changes-${name}`, key: `${name}-list` },
        steps.map((step) => h("li", { key: step.id, lang: "" }, words(step))),
      ),
    ];
  return h(
    "details",
    { key: "changes" },
    h("summary", {}, t("changes.title", { added: added.length, ended: ended.length, kept: kept.length })),
    part("added", added),
    part("ended", ended),
    part(
      "kept",
      kept.map(({ now }) => now),
    ),
  );
}
