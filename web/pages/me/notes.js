// The notes that doctors wrote, with the words marked from which each step came.

import { h } from "../ui/dom.js";
import { marked } from "../ui/marked.js";
import { paged } from "../ui/pages.js";
import { badge, card, doctorName, more, nothing, words } from "../ui/parts.js";
import { warn } from "../ui/say.js";
import { day, t } from "../words/index.js";
import { NOTES } from "./queries.js";

const list = paged("notes", NOTES, ({ viewer }) => viewer.notes);

/** The notes again, if they are shown; something about them has changed. */
export const reloadNotes = () => list.reload().catch(warn);

export function notes() {
  list.begin();
  return [
    h("h1", { key: "title" }, t("nav.notes")),
    list.notice(),
    list.nodes?.length === 0 && nothing(t("notes.none")),
    list.nodes?.map(note),
    more(list.pageInfo, list.more),
  ];
}

function note({ id, body, writtenOn, doctor, steps: { nodes: steps } }) {
  const item = (step) =>
    h(
      "li",
      { key: step.id },
      h("span", { lang: "" }, words(step)),
      " ",
      badge(t(`state.${step.state}`), `state-${step.state}`),
    );
  return card(id, day(writtenOn, { dateStyle: "long" }), [
    h("p", { class: "hint", key: "doctor" }, doctorName(doctor)),
    marked(body, steps),
    steps.length > 0 && h("h3", { key: "steps-title" }, t("notes.steps")),
    steps.length > 0 && h("ol", { class: "numbered", key: "steps" }, steps.map(item)),
  ]);
}
