// What is in force and not shown for today: repeated steps that are due on a later day, and what is to be done once later.

import { h } from "../ui/dom.js";
import { card, stepLines } from "../ui/parts.js";
import { t } from "../words/index.js";
import { nextDay } from "./today.js";

export function plan({ steps, today }) {
  const shown = new Set([today.due, today.checklist, today.done, today.asNeeded].flat().map(({ id }) => id));
  const later = steps.nodes.filter(({ id }) => !shown.has(id));
  if (later.length === 0) return null;
  const item = (step) => h("li", { class: "step", key: step.id }, stepLines(step), nextDay(step, today));
  return card("plan", t("plan.title"), h("ul", { class: "steps" }, later.map(item)));
}
