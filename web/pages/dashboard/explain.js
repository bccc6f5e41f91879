// Why a patient got a reminder on a day, or none: what decided it, each step, the hour, what became of the mail, and what is next.

import { ask } from "../client/session.js";
import { h } from "../ui/dom.js";
import { redraw } from "../ui/draw.js";
import { badge, words } from "../ui/parts.js";
import { reason, sentenceOf } from "../words/errors.js";
import { day as named, has, hour, moment, t } from "../words/index.js";
import { EXPLAIN } from "./queries.js";

/** What is asked, and the answer; nothing while the answer is closed. */
let asked = null;

/** Forgets the answer: it is about a patient whose page is left. */
export const closeExplanation = () => (asked = null);

/** Asks again, when an answer is shown: something about the patient has changed. */
export const reloadExplanation = () => asked && look(asked);

async function look(question) {
  asked = question;
  let answer;
  try {
    answer = { found: (await ask(EXPLAIN, { id: question.id, day: question.day })).reminderExplain, error: null };
  } catch (error) {
    answer = { found: null, error };
  }
  // Another day, or another patient, may have been chosen meanwhile.
  if (asked?.id !== question.id || asked.day !== question.day) return;
  asked = { ...asked, ...answer };
  redraw();
}

/** The button beside the reminders, and what it opens. */
export function explanation({ id, today }) {
  const open = asked?.id === id;
  const toggle = () => {
    if (open) closeExplanation();
    else look({ id, day: today.day });
    redraw();
  };
  return [
    h(
      "div",
      { class: "buttons", key: "why" },
      h(
        "button",
        {
          type: "button",
          class: "plain",
          onclick: toggle,
          "aria-expanded": String(open),
          "aria-controls": "explanation",
        },
        t("explain.button"),
      ),
    ),
    h("div", { id: "explanation", key: "explanation" }, open && answer(id, today.day)),
  ];
}

function answer(id, today) {
  const onchange = ({ target }) => target.value && (look({ id, day: target.value }), redraw());
  const { found, error } = asked;
  return [
    h(
      "div",
      { class: "field", key: "day" },
      h("label", { for: "explain-day" }, t("explain.day")),
      h("input", { id: "explain-day", type: "date", required: true, value: asked.day ?? today, onchange }),
    ),
    h(
      "div",
      { "aria-live": "polite", key: "answer" },
      error && h("p", { class: "wrong" }, sentenceOf(error)),
      !found && !error && h("p", { class: "loading" }, t("loading")),
      found && said(found),
    ),
  ];
}

function said(found) {
  const { day, timeZone, code, text, scheduledAt, ownHour, quietUntil, unsubscribedAt } = found;
  const { attempts, mailAnswers, nextAt, reminder, steps } = found;
  const zone = timeZone.replaceAll("_", " ");
  return [
    h("h4", {}, named(day)),
    h("p", { class: "headline" }, reason(code, text)),
    unsubscribedAt && h("p", {}, t("explain.unsubscribed", { when: moment(unsubscribedAt, timeZone) })),
    code !== "UNSUBSCRIBED" && h("p", {}, t("explain.hour", { hour: hour(scheduledAt, timeZone), zone })),
    code !== "UNSUBSCRIBED" && h("p", {}, t(ownHour ? "explain.ownHour" : "explain.hospitalHour")),
    quietUntil && h("p", {}, t("explain.quiet", { hour: hour(quietUntil, timeZone) })),
    h("p", {}, mail(reminder, timeZone)),
    attempts > 0 && h("p", {}, t("explain.attempts", { n: attempts })),
    mailAnswers.length > 0 && answers(mailAnswers, timeZone),
    h("p", {}, nextAt ? t("explain.next", { when: moment(nextAt, timeZone) }) : t("explain.noNext")),
    h("h4", {}, t("explain.steps")),
    steps.length === 0 && h("p", {}, t("explain.noSteps")),
    steps.length > 0 &&
      h(
        "ul",
        { class: "steps" },
        steps.map(({ step, reason: why }) =>
          h(
            "li",
            { class: "step" },
            h("p", { class: "step-words", lang: "" }, words(step)),
            badge(has(`due.${why}`) ? t(`due.${why}`) : why, why === "DUE" ? "warn" : ""),
          ),
        ),
      ),
  ];
}

function mail(reminder, timeZone) {
  if (!reminder) return t("explain.mail.none");
  const what = reminder.state === "FAILED" && reminder.sentAt ? "RETURNED" : reminder.state;
  return t(`explain.mail.${what}`, { when: reminder.sentAt && moment(reminder.sentAt, timeZone) });
}

/** What mail servers answered, with their codes: those tell an administrator of mail more than a sentence. */
function answers(rows, timeZone) {
  const known = (key, word) => (has(key) ? t(key) : word);
  const line = ({ at, stage, code, enhancedCode, outcome }) => [
    t("explain.answer", {
      when: moment(at, timeZone),
      outcome: known(`answer.${outcome}`, outcome),
      stage: known(`answer.at.${stage}`, stage),
    }),
    code && ` ${code}`,
    enhancedCode && ` ${enhancedCode}`,
  ];
  return [h("h4", {}, t("explain.answers")), h("ul", { class: "answers" }, rows.map((row) => h("li", {}, line(row))))];
}
