// Four weeks of check-ins, one week a line.

import { h } from "../ui/dom.js";
import { card, dayState, MARKS, share } from "../ui/parts.js";
import { day, t, weekday } from "../words/index.js";

const WEEK = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"];

export function calendar({ adherence, today }) {
  const { days, streak, done, expected } = adherence;
  return card("calendar", t("calendar.title"), [
    expected > 0 && h("p", {}, t("calendar.share", { share: share(adherence), done, expected })),
    streak > 1 && h("p", { key: "streak" }, t("calendar.streak", { n: streak })),
    h(
      "table",
      { class: "calendar" },
      h("caption", { class: "unseen" }, t("calendar.title")),
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          WEEK.map((name) => h("th", { scope: "col" }, h("abbr", { title: weekday(name) }, weekday(name, "narrow")))),
        ),
      ),
      h(
        "tbody",
        {},
        weeks(days).map((week) =>
          h(
            "tr",
            {},
            week.map((one) => cell(one, today.day)),
          ),
        ),
      ),
    ),
    h(
      "p",
      { class: "legend hint", "aria-hidden": "true" },
      ["all", "some", "missed", "open"].map((state) =>
        h("span", {}, h("span", { class: `day day-${state}` }, MARKS[state]), t(`calendar.${state}`)),
      ),
    ),
  ]);
}

/** The days in weeks that begin on Monday; null where there is no day. */
function weeks(days) {
  const before = (new Date(`${days[0].day}T00:00:00Z`).getUTCDay() + 6) % 7;
  const cells = [...Array(before).fill(null), ...days];
  while (cells.length % 7) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}

function cell(one, today) {
  if (!one) return h("td", {});
  const [state, sentence] = dayState(one, today);
  return h(
    "td",
    { class: one.day === today && "is-today", title: sentence },
    h("span", { class: "date", "aria-hidden": "true" }, day(one.day, { day: "numeric" })),
    h("span", { class: `day day-${state}`, "aria-hidden": "true" }, MARKS[state]),
    h("span", { class: "unseen" }, sentence),
  );
}
