// Steps that wait for the doctor, each beside the words that it came from.

import { ask } from "../client/session.js";
import { action } from "../ui/action.js";
import { h } from "../ui/dom.js";
import { redraw } from "../ui/draw.js";
import { marked } from "../ui/marked.js";
import { card, stepLines, words } from "../ui/parts.js";
import { say } from "../ui/say.js";
import { reason } from "../words/errors.js";
import { t } from "../words/index.js";
import { REVIEW_STEP } from "./queries.js";
import { changesOf, stepForm } from "./step-form.js";

/** The step that is being edited. */
let editing = null;

export function review({ waiting }, reload) {
  const steps = waiting.nodes;
  if (steps.length === 0) return null;
  return card(
    "review",
    t("review.title", { n: steps.length }),
    h(
      "ul",
      { class: "reviews" },
      steps.map((step) => item(step, reload)),
    ),
    { look: "hero" },
  );
}

function item(step, reload) {
  const decide = async (decision, changes = {}) => {
    await ask(REVIEW_STEP, { input: { stepId: step.id, decision, ...changes } });
    editing = null;
    await reload();
    say(t(`review.${decision}`, { step: words(step) }));
  };
  return h(
    "li",
    { class: "review", key: step.id },
    h(
      "div",
      { class: "review-pair", key: "pair" },
      h("div", {}, h("h3", {}, t("review.note")), source(step)),
      h(
        "div",
        {},
        h("h3", {}, t("review.step")),
        stepLines(step),
        h("p", { class: "callout" }, reason(step.reviewReason, step.reviewReasonText)),
      ),
    ),
    editing === step.id ? edit(step, decide) : buttons(step, decide),
  );
}

/** The words around the step's passage; the whole note where the passage was not found. */
function source({ note, passage }) {
  if (!note) return h("p", { class: "hint" }, passage?.text ?? t("review.otherAuthor"));
  return marked(note.body, passage ? [{ passage }] : []);
}

function buttons(step, decide) {
  const named = (label) => ({ name: `${label}: ${words(step)}` });
  const edit = () => {
    editing = step.id;
    redraw();
    queueMicrotask(() => document.getElementById(`edit-${step.id}-description`)?.focus());
  };
  return h(
    "div",
    { class: "buttons", key: "buttons" },
    action(`approve-${step.id}`, t("review.approve"), () => decide("APPROVE"), {
      look: "primary",
      ...named(t("review.approve")),
    }),
    h(
      "button",
      { type: "button", class: "plain", onclick: edit, "aria-label": `${t("review.edit")}: ${words(step)}` },
      t("review.edit"),
    ),
    action(`discard-${step.id}`, t("review.discard"), () => decide("DISCARD"), {
      look: "danger",
      ...named(t("review.discard")),
    }),
  );
}

function edit(step, decide) {
  const stop = () => {
    editing = null;
    redraw();
  };
  return stepForm(`edit-${step.id}`, {
    label: t("review.edit"),
    step,
    submit: t("review.approveEdited"),
    also: h("button", { type: "button", class: "plain", onclick: stop }, t("no")),
    work: (values) => decide("APPROVE", changesOf(values, step)),
  });
}
