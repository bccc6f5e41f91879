// A form whose button works once at a time, and whose errors stand at the field that they are about.

import { sentenceOf } from "../words/errors.js";
import { t } from "../words/index.js";
import { h } from "./dom.js";
import { redraw } from "./draw.js";

const states = new Map();

/** How the form `id` stands: `busy`, or `wrong` with the sentence and the field it is about. */
const stateOf = (id) => states.get(id) ?? {};

function set(id, state) {
  states.set(id, state);
  redraw();
}

/**
 * A form. `work(values)` gets what was entered by name; when it fails, the sentence is shown. `fields` are elements, of
 * `field`, `choice`, `tick` or others. `keep` leaves what was entered in place afterwards.
 */
export function form(id, { fields, submit, work, label, keep = false, also = [], look = "primary" }) {
  const { busy, wrong } = stateOf(id);
  const onsubmit = async (event) => {
    event.preventDefault();
    const element = event.currentTarget;
    if (stateOf(id).busy) return;
    set(id, { busy: true });
    try {
      await work(Object.fromEntries(new FormData(element)), element);
      if (!keep) element.reset();
      set(id, {});
    } catch (error) {
      const name = error.inputPath?.at(-1);
      const about = element.elements.namedItem(name) ? name : null;
      set(id, { wrong: { sentence: sentenceOf(error), field: about } });
      queueMicrotask(() => element.elements.namedItem(about)?.focus?.());
    }
  };
  return h(
    "form",
    { id, key: id, onsubmit, "aria-label": label, method: "post" },
    fields.map((make) => (typeof make === "function" ? make(id, wrong) : make)),
    h("p", { class: "wrong", role: "alert", id: `${id}-wrong` }, wrong && !wrong.field && wrong.sentence),
    h(
      "div",
      { class: "buttons" },
      h("button", { type: "submit", class: look, "aria-disabled": busy && "true" }, busy ? t("busy") : submit),
      also,
    ),
  );
}

/** A labelled input; `type` may be "textarea". */
export function field({ name, label, hint, type = "text", value, ...others }) {
  return (id, wrong) => {
    const own = `${id}-${name}`;
    const error = wrong?.field === name ? wrong.sentence : null;
    const described = [hint && `${own}-hint`, error && `${own}-wrong`].filter(Boolean).join(" ");
    const all = {
      id: own,
      name,
      "aria-describedby": described || null,
      "aria-invalid": error && "true",
      ...others,
    };
    const input = type === "textarea" ? h("textarea", all, value ?? "") : h("input", { type, value, ...all });
    return h(
      "div",
      { class: "field", key: own },
      h("label", { for: own }, label),
      input,
      hint && h("p", { class: "hint", id: `${own}-hint`, key: "hint" }, hint),
      error && h("p", { class: "wrong", id: `${own}-wrong`, key: "wrong" }, error),
    );
  };
}

/** A labelled list to choose one of; `options` are pairs of value and label. */
export function choice({ name, label, options, value, hint, onchange, hideLabel = false }) {
  return (id) => {
    const own = `${id}-${name}`;
    return h(
      "div",
      { class: "field", key: own },
      h("label", { for: own, class: hideLabel && "unseen" }, label),
      h(
        "select",
        { id: own, name, onchange, "aria-describedby": hint && `${own}-hint` },
        options.map(([key, text]) => h("option", { value: key, selected: key === value, key }, text)),
      ),
      hint && h("p", { class: "hint", id: `${own}-hint` }, hint),
    );
  };
}

/** Boxes to tick, of one name, under one question. */
export function ticks({ name, label, options, value = [] }) {
  return (id) =>
    h(
      "fieldset",
      { class: "ticks", key: `${id}-${name}` },
      h("legend", {}, label),
      options.map(([key, text]) =>
        h(
          "label",
          { class: "tick" },
          h("input", { type: "checkbox", name: `${name}.${key}`, checked: value.includes(key) }),
          h("span", {}, text),
        ),
      ),
    );
}

/** Round buttons, of which one is chosen. */
export function radios({ name, label, options, value }) {
  return (id) =>
    h(
      "fieldset",
      { class: "ticks", key: `${id}-${name}` },
      h("legend", {}, label),
      options.map(([key, text]) =>
        h(
          "label",
          { class: "tick" },
          h("input", { type: "radio", name, value: key, checked: key === value }),
          h("span", {}, text),
        ),
      ),
    );
}
