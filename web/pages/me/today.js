// What is due today: one button for all of it, and one for each step.

import { action } from "../ui/action.js";
import { h } from "../ui/dom.js";
import { card, nothing, stepLines, words } from "../ui/parts.js";
import { day, shortDay, t } from "../words/index.js";
import { heldBack, press, pressed, takeBack } from "./presses.js";

/** The card. A press shows at once; what becomes of it is `presses.js`'s to find out. */
export function today(me) {
  const { due, checklist, done, asNeeded, day: date } = me.today;
  const open = due.length + checklist.length;
  const empty = open + done.length === 0;
  const all = open === 0 && done.length > 0;
  return card(
    "today",
    day(date),
    [
      h(
        "p",
        { class: "headline", key: "headline" },
        all ? t("today.allDone") : empty ? t("today.nothing") : t("today.open", { n: open }),
      ),
      waiting(heldBack()),
      yesterday(me),
      due.length > 0 && action("check-in-all", t("today.doneForToday"), () => checkInAll(due), { look: "primary big" }),
      steps("due", due, (step) => tick(step, t("today.done"), () => checkIn(step))),
      checklist.length > 0 && h("h3", { key: "once" }, t("today.once")),
      steps("checklist", checklist, (step) => tick(step, t("today.tickOff"), () => complete(step))),
      done.length > 0 && h("h3", { key: "did" }, t("today.did")),
      steps("done", done, (step) => [nextDay(step, me.today), tick(step, t("today.undo"), () => undo(step), "plain")]),
      asNeeded.length > 0 && h("h3", { key: "needed" }, t("today.asNeeded")),
      steps("needed", asNeeded, () => null),
      empty && !me.doctor && nothing(t("today.chooseDoctor")),
    ],
    { look: "hero" },
  );
}

/** Until the day's reminder, yesterday can still be checked in: the phone may have been offline at midnight. */
function yesterday({ adherence, reminders, today }) {
  const day = adherence.days.at(-2);
  const done = pressed().some(({ what, stepId, day: of }) => what === "checkIn" && !stepId && of === day?.day);
  const open = day && !done && day.done < day.due && reminders.upcoming[0]?.day === today.day;
  const work = () => press("checkIn", null, () => t("today.saidYesterday"), day.day);
  return (
    open &&
    h(
      "div",
      { class: "row", key: "yesterday" },
      h("p", {}, t("today.yesterday.what")),
      action("check-in-yesterday", t("today.yesterday"), work),
    )
  );
}

function steps(name, list, button) {
  if (list.length === 0) return null;
  const item = (step) => h("li", { class: "step", key: step.id }, stepLines(step), button(step));
  return h("ul", { class: `steps steps-${name}`, key: name }, list.map(item));
}

/** On which later day a step is due next. */
export function nextDay({ nextDueOn, scheduledOn, state }, { day: today }) {
  const next = nextDueOn ?? scheduledOn;
  return state === "ACTIVE" && next > today && h("p", { class: "hint" }, t("plan.next", { day: shortDay(next) }));
}

const tick = (step, label, work, look = "accent") =>
  action(`${label}-${step.id}`, label, work, { look, name: `${label}: ${words(step)}` });

/** Says that presses wait for the server; the place is always there, so that a screen reader says it. */
const waiting = (n) => h("p", { class: "hint", role: "status", key: "waiting" }, n > 0 && t("press.waiting", { n }));

// One by one, so that only what was shown is checked in, and nothing that has come since.
const checkInAll = (due) =>
  press(
    "checkIn",
    due.map(({ id }) => id),
    () => t("today.saidAll"),
  );

const checkIn = (step) => press("checkIn", [step.id], (status) => t(`checkIn.${status}`, { step: words(step) }));

const complete = (step) => press("complete", [step.id], () => t("checkIn.CHECKED_IN", { step: words(step) }));

const undo = (step) => takeBack(step, () => t("today.undone", { step: words(step) }));
