// What went wrong, as a sentence that says what to do. The API's own sentences are in English: they are shown to those who read
// English; others get the sentence of the code, or of the field, in their language.

import { currentLanguage, has, t } from "./index.js";

/** A whole sentence about an error; with the request's id where the operator can find its cause by it. */
export function sentenceOf(error) {
  const sentence = worded(error);
  return error.requestId ? `${sentence} ${t("error.requestId", { id: error.requestId })}` : sentence;
}

function worded(error) {
  const wait = error.retryAfter;
  if (error.code === "UNREACHABLE") return t("error.UNREACHABLE");
  if (error.code === "PAGE") return error.message;
  if (error.code === undefined) {
    console.error(error);
    return t("error.page");
  }
  if (currentLanguage() === "en") {
    const sentence = closed(capital(error.message));
    return wait && !sentence.includes("second") ? `${sentence} ${t("error.wait", { n: wait })}` : sentence;
  }
  const field = error.inputPath.at(-1);
  if (error.code === "BAD_USER_INPUT" && has(`error.field.${field}`)) return t(`error.field.${field}`);
  const sentence = has(`error.${error.code}`) ? t(`error.${error.code}`) : t("error.INTERNAL");
  return wait ? `${sentence} ${t("error.wait", { n: wait })}` : sentence;
}

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const closed = (text) => (/[.!?]$/.test(text) ? text : `${text}.`);

/** The sentence of a reason's code: in the person's language where there is one, else as the API says it. */
export function reason(code, text) {
  if (!code) return null;
  if (currentLanguage() === "en") return text ?? code;
  return has(`reason.${code}`) ? t(`reason.${code}`) : (text ?? code);
}
