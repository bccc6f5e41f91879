// How often a step is done, as words.

import { clock, list, number, t, weekday } from "../words/index.js";

/** Such as "3 times a day, every other Monday". */
export function frequencyOf({ kind, frequency }) {
  const parts = [times(frequency), days(kind, frequency), hours(frequency)].filter(Boolean);
  return parts.join(", ");
}

function times({ timesPerDay, timesOfDay }) {
  if (!timesPerDay || timesOfDay.length > 0) return null;
  return t("times.aDay", { n: timesPerDay });
}

function days(kind, { asNeeded, everyDays, everyWeeks, weekdays, cycle, timesPerDay, timesOfDay }) {
  if (asNeeded) return t("days.asNeeded");
  if (kind === "CHECKLIST") return null;
  if (cycle) return t("days.cycle", { on: cycle.daysOn, off: cycle.daysOff });
  if (weekdays.length > 0) {
    const names = list(weekdays.map((name) => weekday(name)));
    return everyWeeks > 1 ? t("days.everyWeeks", { n: everyWeeks, days: names }) : t("days.weekdays", { days: names });
  }
  if (!everyDays || everyDays === 1) return timesPerDay && timesOfDay.length === 0 ? null : t("days.daily");
  if (everyDays === 7) return t("days.weekly");
  if (7 % everyDays === 0 || everyDays === 3.5) return t("days.aWeek", { n: 7 / everyDays });
  return t("days.every", { n: everyDays, days: number(everyDays) });
}

function hours({ timesOfDay }) {
  return timesOfDay.length > 0 && t("times.at", { times: list(timesOfDay.map(clock)) });
}

/** How far a step is: "2 of 5 done", "ongoing". */
export function progressOf({ kind, total, duration, frequency }) {
  if (kind === "CHECKLIST" || frequency.asNeeded) return null;
  if (total === null) return t("step.ongoing");
  return t("step.progress", { n: total - duration, total: number(total) });
}
