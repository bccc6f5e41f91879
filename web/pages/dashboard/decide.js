// Notes on which the doctor decides as a whole: does the plan end or go on, and are all orders read?

import { ask } from "../client/session.js";
import { action } from "../ui/action.js";
import { h } from "../ui/dom.js";
import { card } from "../ui/parts.js";
import { say } from "../ui/say.js";
import { reason } from "../words/errors.js";
import { day, t } from "../words/index.js";
import { CONFIRM_END, KEEP_PLAN } from "./queries.js";

export function decisions({ undecidedNotes, active }, reload) {
  return undecidedNotes.map((note) => decision(note, active.nodes.length > 0, reload));
}

function decision({ noteId, writtenOn, note, extraction }, hasPlan, reload) {
  const decide = (mutation, sentence) => async () => {
    await ask(mutation, { input: { noteId } });
    await reload();
    say(t(sentence));
  };
  const ends = extraction.reason === "EMPTY_EXTRACTION" && hasPlan;
  return card(
    `decide-${noteId}`,
    t("decide.title", { day: day(writtenOn) }),
    [
      note && h("div", { class: "note-body", lang: "" }, note.body ?? t("note.unreadable")),
      h("p", {}, reason(extraction.reason, extraction.reasonText)),
      h(
        "div",
        { class: "buttons" },
        action(`keep-${noteId}`, t(hasPlan ? "decide.keep" : "decide.complete"), decide(KEEP_PLAN, "decide.kept"), {
          look: ends ? "plain" : "primary",
        }),
        hasPlan &&
          action(`end-plan-${noteId}`, t("decide.end"), decide(CONFIRM_END, "decide.ended"), {
            look: "danger",
            sure: t("decide.sure"),
          }),
      ),
    ],
    { look: "hero" },
  );
}
