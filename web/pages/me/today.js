// What is due today: one button for all of it, and one for each step.

import { ask } from "../client/session.js";
import { action } from "../ui/action.js";
import { h } from "../ui/dom.js";
import { card, nothing, stepLines, words } from "../ui/parts.js";
import { say } from "../ui/say.js";
import { day, shortDay, t } from "../words/index.js";
import { CHECK_IN, COMPLETE, UNCOMPLETE, UNDO } from "./queries.js";

/** The card; `reload` loads the page's data again. */
export function today(me, reload) {
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
      yesterday(me, reload),
      due.length > 0 &&
        action("check-in-all", t("today.doneForToday"), () => checkInAll(reload), { look: "primary big" }),
      steps("due", due, (step) => tick(step, t("today.done"), () => checkIn(step, reload))),
      checklist.length > 0 && h("h3", { key: "once" }, t("today.once")),
      steps("checklist", checklist, (step) => tick(step, t("today.tickOff"), () => complete(step, reload))),
      done.length > 0 && h("h3", { key: "did" }, t("today.did")),
      steps("done", done, (step) => [
        nextDay(step, me.today),
        tick(step, t("today.undo"), () => undo(step, reload), "plain"),
      ]),
      asNeeded.length > 0 && h("h3", { key: "needed" }, t("today.asNeeded")),
      steps("needed", asNeeded, () => null),
      empty && !me.doctor && nothing(t("today.chooseDoctor")),
    ],
    { look: "hero" },
  );
}

/** Until the day's reminder, yesterday can still be checked in: the phone may have been offline at midnight. */
function yesterday({ adherence, reminders, today }, reload) {
  const day = adherence.days.at(-2);
  const open = day && day.done < day.due && reminders.upcoming[0]?.day === today.day;
  const work = async () => {
    await ask(CHECK_IN, { input: { day: day.day } });
    await reload();
    say(t("today.saidYesterday"));
  };
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

async function checkInAll(reload) {
  await ask(CHECK_IN, { input: {} });
  await reload();
  say(t("today.saidAll"));
}

async function checkIn(step, reload) {
  const { checkIn } = await ask(CHECK_IN, { input: { stepId: step.id } });
  await reload();
  const [result] = checkIn.results;
  say(t(`checkIn.${result.status}`, { step: words(step) }));
}

async function complete(step, reload) {
  await ask(COMPLETE, { input: { stepId: step.id } });
  await reload();
  say(t("checkIn.CHECKED_IN", { step: words(step) }));
}

async function undo(step, reload) {
  await ask(step.kind === "PLAN" ? UNDO : UNCOMPLETE, { input: { stepId: step.id } });
  await reload();
  say(t("today.undone", { step: words(step) }));
}
