// The doctor's patients: searching, sorting, filtering, and the last fourteen days of each.

import { again } from "../ui/again.js";
import { h } from "../ui/dom.js";
import { redraw } from "../ui/draw.js";
import { paged } from "../ui/pages.js";
import { badge, card, more, nothing, share, strip } from "../ui/parts.js";
import { warn } from "../ui/say.js";
import { shortDay, t } from "../words/index.js";
import { PATIENTS } from "./queries.js";
import { hourOf, optedOut } from "./reminded.js";

const ORDERS = ["NAME", "LAST_CHECK_IN", "ADHERENCE", "DAYS_MISSED", "ASSIGNED_AT"];
const FILTERS = ["atRisk", "waiting", "due", "mailFailing"];
/** For each order, the end that a doctor looks at first. */
const DIRECTIONS = {
  NAME: "ASCENDING",
  LAST_CHECK_IN: "ASCENDING",
  ADHERENCE: "ASCENDING",
  DAYS_MISSED: "DESCENDING",
  ASSIGNED_AT: "DESCENDING",
};

const wanted = { search: "", by: "NAME", filter: null };
const list = paged(
  "patients",
  PATIENTS,
  ({ patients }) => patients,
  () => ({
    search: wanted.search || null,
    orderBy: { by: wanted.by, direction: DIRECTIONS[wanted.by] },
    filter: wanted.filter && { [wanted.filter]: true },
  }),
);

/** The list again, as it is now. */
export const reloadPatients = again(() => list.reload().catch(warn));

function want(change) {
  Object.assign(wanted, change);
  redraw();
  reloadPatients();
}

export function patients() {
  list.begin();
  const total = list.extra?.totalCount;
  return card("patients", t("patients.title"), [
    h(
      "div",
      { class: "tools", role: "search", key: "tools" },
      h(
        "div",
        { class: "field" },
        h("label", { for: "patients-search" }, t("patients.search")),
        h("input", {
          id: "patients-search",
          type: "search",
          autocomplete: "off",
          oninput: (event) => want({ search: event.target.value }),
        }),
      ),
      h(
        "div",
        { class: "field" },
        h("label", { for: "patients-sort" }, t("patients.sort")),
        h(
          "select",
          { id: "patients-sort", onchange: (event) => want({ by: event.target.value }) },
          ORDERS.map((by) => h("option", { value: by, selected: by === wanted.by, key: by }, t(`patients.by.${by}`))),
        ),
      ),
    ),
    h(
      "div",
      { class: "chips", role: "group", "aria-label": t("patients.filter"), key: "filters" },
      [null, ...FILTERS].map((filter) =>
        h(
          "button",
          {
            type: "button",
            class: "chip",
            key: `only-${filter}`,
            "aria-pressed": String(wanted.filter === filter),
            onclick: () => want({ filter }),
          },
          t(`patients.only.${filter ?? "all"}`),
        ),
      ),
    ),
    h("p", { class: "hint", role: "status", key: "count" }, total !== undefined && t("patients.count", { n: total })),
    list.notice(),
    list.nodes?.length === 0 && nothing(t(wanted.search || wanted.filter ? "patients.noneFound" : "patients.none")),
    list.nodes?.length > 0 && h("ul", { class: "steps", key: "list" }, list.nodes.map(row)),
    more(list.pageInfo, list.more),
  ]);
}

function row({ id, name, timeZone, mailFailingSince, reminderSettings, today, adherence }) {
  const last = adherence.lastCheckInOn
    ? t("patients.last", { day: shortDay(adherence.lastCheckInOn) })
    : t("patients.never");
  return h(
    "li",
    { class: "step", key: id },
    h(
      "div",
      {},
      h(
        "p",
        {},
        h("a", { class: "person", href: `#${id}` }, name),
        " ",
        adherence.daysMissed > 1 && badge(t("patients.missed", { n: adherence.daysMissed }), "bad"),
        mailFailingSince && badge(t("patients.mailFailing"), "warn"),
        optedOut(reminderSettings, timeZone),
        today.due.length > 0 && badge(t("patients.due", { n: today.due.length })),
      ),
      h("p", { class: "hint" }, [share(adherence), last, hourOf(reminderSettings)].filter(Boolean).join(" · ")),
    ),
    strip(adherence, today.day),
  );
}
