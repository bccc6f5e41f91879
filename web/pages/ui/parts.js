// Small things that several pages show.

import { day, percent, t } from "../words/index.js";
import { h } from "./dom.js";
import { frequencyOf, progressOf } from "./frequency.js";

/** A card with a heading. */
export function card(key, heading, content, { look = "", level = "h2", aside = null } = {}) {
  const id = `card-${key}`;
  return h(
    "section",
    { class: `card ${look}`, key, "aria-labelledby": id },
    h("div", { class: "card-head", key: "head" }, h(level, { id }, heading), aside),
    content,
  );
}

export const badge = (label, look = "") => h("span", { class: `badge ${look}`, key: `badge-${label}` }, label);

/** A doctor's name, with the title beside it. */
export const doctorName = (doctor) =>
  doctor
    ? h("span", {}, h("strong", {}, doctor.name), doctor.title && h("span", { class: "beside" }, ` · ${doctor.title}`))
    : t("doctor.unknown");

/** What a step says; a sentence when it cannot be opened. */
export const words = (step) => step.description ?? t("step.unreadable");

/** A step's words with how often it is done, and how far it is. */
export function stepLines(step) {
  const often = frequencyOf(step);
  const progress = progressOf(step);
  return h(
    "div",
    { class: "step-lines" },
    h("p", { class: "step-words", lang: "" }, words(step)),
    (often || progress) && h("p", { class: "hint" }, [often, progress].filter(Boolean).join(" · ")),
    step.total > 0 &&
      step.kind === "PLAN" &&
      h("progress", { max: step.total, value: step.total - step.duration, "aria-hidden": "true" }),
  );
}

/** What became of a day: a word for its look, and the sentence for who cannot see it. */
export function dayState({ day: date, due, done }, today) {
  const named = day(date);
  if (due === 0) return ["none", t("strip.none", { day: named })];
  if (done >= due) return ["all", t("strip.all", { day: named, n: due })];
  if (date === today) return ["open", t("strip.open", { day: named, n: due - done, due })];
  if (done > 0) return ["some", t("strip.some", { day: named, n: done, due })];
  return ["missed", t("strip.missed", { day: named })];
}

export const MARKS = { none: "·", all: "✓", some: "◐", open: "", missed: "–" };

/** The last days of a patient in one line. */
export function strip(adherence, today) {
  const days = adherence.days;
  const missed = days.filter((one) => one.day !== today && one.due > 0 && one.done < one.due).length;
  const kept = days.filter((one) => one.due > 0 && one.done >= one.due).length;
  return h(
    "span",
    { class: "strip", role: "img", "aria-label": t("strip.label", { n: days.length, kept, missed }) },
    days.map((one) => {
      const [state, sentence] = dayState(one, today);
      return h("span", { class: `day day-${state}`, title: sentence, "aria-hidden": "true" }, MARKS[state]);
    }),
  );
}

/** Done of expected, as a percentage; nothing when nothing was expected yet. */
export const share = ({ percent: value }) => (value === null ? t("adherence.none") : percent(value));

/** A button for the next page of a list; nothing when there is none. */
export const more = (pageInfo, onclick) =>
  pageInfo?.hasNextPage &&
  h("div", { class: "buttons", key: "more" }, h("button", { type: "button", class: "plain", onclick }, t("more")));

/** A sentence where there is nothing. */
export const nothing = (sentence) => h("p", { class: "nothing", key: "nothing" }, sentence);
