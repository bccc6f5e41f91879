// A note with the words marked that steps came from. `start` and `end` count UTF-16 units, as JavaScript's strings do.

import { t } from "../words/index.js";
import { h } from "./dom.js";

/** The note's text; `steps` are marked, each with its number when there are several. */
export function marked(body, steps) {
  if (body === null) return h("p", { class: "nothing" }, t("note.unreadable"));
  const places = steps
    .map(({ passage }, index) => ({ ...passage, number: index + 1 }))
    .filter(({ start, end }) => start !== null && start !== undefined && end > start)
    .sort((a, b) => a.start - b.start || a.end - b.end);
  const parts = [];
  let at = 0;
  for (const [index, { start, end, number }] of places.entries()) {
    // Of two that overlap, the second one goes on where the first one ends.
    const from = Math.max(start, at);
    const to = Math.max(end, from);
    parts.push(body.slice(at, from));
    if (to > from) parts.push(h("mark", {}, body.slice(from, to)));
    const numbered = h("sup", {}, h("span", { class: "unseen" }, `${t("note.step")} `), String(number));
    parts.push(steps.length > 1 && numbered, places[index + 1] && to === places[index + 1].start ? " " : "");
    at = to;
  }
  parts.push(body.slice(at));
  return h("div", { class: "note-body", lang: "" }, parts);
}
