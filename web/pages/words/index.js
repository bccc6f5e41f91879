// The page's sentences in the person's language, and dates and numbers as that language writes them.

import en from "./en.js";

export const LANGUAGES = { en: "English", es: "Español", fr: "Français", de: "Deutsch" };
const KEY = "aftercare-language";

let language = "en";
/** The language as the browser has it, such as "en-GB": for dates and numbers. */
let locale = "en";
let words = en;
let plurals = new Intl.PluralRules("en");

/** The language that the person chose, else the first one of their browser that there is. */
function wanted() {
  const chosen = localStorage.getItem(KEY);
  const all = [chosen, ...navigator.languages].filter(Boolean).map((tag) => tag.slice(0, 2));
  return all.find((tag) => tag in LANGUAGES) ?? "en";
}

/** Loads the person's language; `choice` is kept for the next time. */
export async function loadWords(choice) {
  if (choice) localStorage.setItem(KEY, choice);
  language = wanted();
  words = language === "en" ? en : (await import(`/pages/words/${language}.js`)).default;
  locale = navigator.languages.find((tag) => tag.startsWith(language)) ?? language;
  plurals = new Intl.PluralRules(language);
  document.documentElement.lang = language;
}

export const currentLanguage = () => language;

/** The sentence of `key`, with its {placeholders}; where it has forms for numbers ("one", "other", "=2"), `values.n` chooses. */
export function t(key, values = {}) {
  const found = words[key] ?? en[key] ?? key;
  const text =
    typeof found === "string" ? found : (found[`=${values.n}`] ?? found[plurals.select(values.n)] ?? found.other);
  return text.replace(/\{(\w+)\}/g, (_, name) => (name === "n" ? number(values.n) : values[name]));
}

/** Whether there is a sentence of `key`. */
export const has = (key) => key in en;

export const number = (value) => new Intl.NumberFormat(locale).format(value);
export const percent = (value) => new Intl.NumberFormat(locale, { style: "percent" }).format(value / 100);

/** A calendar day such as "2026-03-02". */
export function day(date, style = { weekday: "long", day: "numeric", month: "long" }) {
  return new Intl.DateTimeFormat(locale, { ...style, timeZone: "UTC" }).format(new Date(`${date}T00:00:00Z`));
}

export const shortDay = (date) => day(date, { day: "numeric", month: "short" });

/** An instant, in a time zone or the browser's. */
export function moment(instant, timeZone, style = { dateStyle: "medium", timeStyle: "short" }) {
  return new Intl.DateTimeFormat(locale, { ...style, timeZone }).format(new Date(instant));
}

export const hour = (instant, timeZone) => moment(instant, timeZone, { timeStyle: "short" });

/** A time of day such as "08:00". */
export function clock(time) {
  const style = { hour: "numeric", minute: "2-digit", timeZone: "UTC" };
  return new Intl.DateTimeFormat(locale, style).format(new Date(`2026-01-01T${time}Z`));
}

/** Things one after the other, with the language's "and" before the last. */
export const list = (things) => new Intl.ListFormat(locale).format(things);

/** The name of a weekday such as "MONDAY". */
export function weekday(name, style = "long") {
  const days = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"];
  return day(`2026-06-0${days.indexOf(name) + 1}`, { weekday: style });
}
