// The plan in force: adding what the extraction missed, changing a step, ending one.

import { ask } from "../client/session.js";
import { action } from "../ui/action.js";
import { h } from "../ui/dom.js";
import { redraw } from "../ui/draw.js";
import { card, nothing, stepLines, words } from "../ui/parts.js";
import { say } from "../ui/say.js";
import { t } from "../words/index.js";
import { newestOwnNote } from "./history.js";
import { ADD_STEP, CANCEL_STEP, REPLACE_STEP } from "./queries.js";
import { additionOf, stepForm } from "./step-form.js";

/** What form is open: "add", or the id of the step that is changed. */
let open = null;

function show(form) {
  open = form;
  redraw();
  queueMicrotask(() =>
    document.getElementById(form === "add" ? "add-step-description" : `change-${form}-description`)?.focus(),
  );
}

const cancel = () => h("button", { type: "button", class: "plain", onclick: () => show(null) }, t("no"));

export function plan({ id, active }, reload) {
  const steps = active.nodes;
  const noteId = newestOwnNote(id);
  return card("plan", t("plan.inForce"), [
    steps.length === 0 && nothing(t("plan.none")),
    h(
      "ul",
      { class: "steps", key: "steps" },
      steps.map((step) => item(step, step.note?.id ?? noteId, reload)),
    ),
    open === "add"
      ? add(noteId, reload)
      : h(
          "div",
          { class: "buttons", key: "add" },
          noteId
            ? h("button", { type: "button", class: "accent", onclick: () => show("add") }, t("plan.add"))
            : h("p", { class: "hint" }, t("plan.noteFirst")),
        ),
  ]);
}

function item(step, noteId, reload) {
  const end = async () => {
    await ask(CANCEL_STEP, { input: { stepId: step.id } });
    await reload();
    say(t("plan.ended", { step: words(step) }));
  };
  const named = (label) => `${label}: ${words(step)}`;
  if (open === step.id && noteId) return h("li", { key: step.id }, change(step, noteId, reload));
  return h(
    "li",
    { class: "step", key: step.id },
    stepLines(step),
    h(
      "div",
      { class: "buttons tight" },
      noteId &&
        h(
          "button",
          { type: "button", class: "plain", onclick: () => show(step.id), "aria-label": named(t("plan.change")) },
          t("plan.change"),
        ),
      action(`end-${step.id}`, t("plan.end"), end, {
        look: "danger",
        sure: t("plan.end.sure", { step: words(step) }),
        name: named(t("plan.end")),
      }),
    ),
  );
}

function add(noteId, reload) {
  return stepForm("add-step", {
    label: t("plan.add"),
    fresh: true,
    submit: t("plan.add"),
    also: cancel(),
    work: async (values) => {
      await ask(ADD_STEP, { input: { noteId, ...additionOf(values) } });
      open = null;
      await reload();
      say(t("plan.added"));
    },
  });
}

/** A step in force keeps its check-ins as they are, so a change is a new step in its place. */
function change(step, noteId, reload) {
  return [
    h("p", { class: "hint" }, t("plan.change.what")),
    stepForm(`change-${step.id}`, {
      label: t("plan.change"),
      step,
      fresh: true,
      submit: t("plan.change.button"),
      also: cancel(),
      work: async (values) => {
        await ask(REPLACE_STEP, { add: { noteId, ...additionOf(values) }, cancel: { stepId: step.id } });
        open = null;
        await reload();
        say(t("plan.changed"));
      },
    }),
  ];
}
