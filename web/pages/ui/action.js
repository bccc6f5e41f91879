// A button that does something at the server: once at a time, with a question before what cannot be taken back.

import { t } from "../words/index.js";
import { h } from "./dom.js";
import { redraw } from "./draw.js";
import { warn } from "./say.js";

const busy = new Set();
const asking = new Set();

function mark(set, id, on) {
  set[on ? "add" : "delete"](id);
  redraw();
}

/**
 * A button. `id` tells it from all others on the page; `work()` does it. `sure` is a question that is asked first. `name` is what
 * a screen reader calls it, where the label alone does not say what it is about.
 */
export function action(id, label, work, { look = "plain", sure, name } = {}) {
  if (sure && asking.has(id)) return question(id, label, work, sure);
  const onclick = () => (sure ? ask(id) : run(id, work));
  const wait = busy.has(id);
  return h(
    "button",
    { type: "button", class: look, key: id, id, onclick, "aria-disabled": wait && "true", "aria-label": name },
    wait ? t("busy") : label,
  );
}

function ask(id) {
  mark(asking, id, true);
  queueMicrotask(() => document.getElementById(`${id}-yes`)?.focus());
}

function question(id, label, work, sure) {
  const close = (again) => {
    mark(asking, id, false);
    if (again) queueMicrotask(() => document.getElementById(id)?.focus());
  };
  const yes = () => {
    close(false);
    run(id, work);
  };
  const onkeydown = (event) => event.key === "Escape" && close(true);
  return h(
    "div",
    { class: "question", role: "group", "aria-labelledby": `${id}-question`, key: `${id}-question`, onkeydown },
    h("p", { id: `${id}-question` }, sure),
    h(
      "div",
      { class: "buttons" },
      h(
        "button",
        { type: "button", class: "danger", id: `${id}-yes`, onclick: yes, "aria-describedby": `${id}-question` },
        label,
      ),
      h("button", { type: "button", class: "plain", onclick: () => close(true) }, t("no")),
    ),
  );
}

/** Does `work` unless it is being done, and says what went wrong. */
export async function run(id, work) {
  if (busy.has(id)) return;
  mark(busy, id, true);
  try {
    await work();
  } catch (error) {
    warn(error);
  } finally {
    mark(busy, id, false);
  }
}

export const isBusy = (id) => busy.has(id);
