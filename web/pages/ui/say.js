// Sentences that a screen reader says, and that are seen at the foot of the page for a while.

import { sentenceOf } from "../words/errors.js";
import { h, patch } from "./dom.js";

/** How long a sentence stays: time enough to read it. */
const SHOWN = 8000;

const polite = h("div", { class: "said", role: "status" });
const urgent = h("div", { class: "said said-wrong", role: "alert" });
const timers = new Map();

/** Where sentences appear; made once, since live regions must be there before they change. */
export const said = () => h("div", { class: "said-place", key: "said" }, polite, urgent);

/** Says that something was done. */
export const say = (sentence) => show(polite, sentence);

/** Says that something went wrong; takes an error or a sentence. */
export const warn = (error) => show(urgent, typeof error === "string" ? error : sentenceOf(error));

function show(region, sentence) {
  patch(region, h("p", {}, sentence));
  clearTimeout(timers.get(region));
  timers.set(
    region,
    setTimeout(() => patch(region), SHOWN),
  );
}
