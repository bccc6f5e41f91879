// What waits for the doctor, with a chip for each kind.

import { again } from "../ui/again.js";
import { h } from "../ui/dom.js";
import { redraw } from "../ui/draw.js";
import { paged } from "../ui/pages.js";
import { badge, card, more, nothing, words } from "../ui/parts.js";
import { warn } from "../ui/say.js";
import { reason } from "../words/errors.js";
import { moment, number, t } from "../words/index.js";
import { behind } from "./at-risk.js";
import { WORK } from "./queries.js";

const KINDS = ["STEP_TO_REVIEW", "NOTE_TO_DECIDE", "EXTRACTION_FAILED", "PATIENT_AT_RISK", "MAIL_FAILING"];
const LOOKS = {
  EXTRACTION_FAILED: "bad",
  PATIENT_AT_RISK: "bad",
  STEP_TO_REVIEW: "warn",
  NOTE_TO_DECIDE: "warn",
  MAIL_FAILING: "warn",
};

let kind = null;
const list = paged(
  "work",
  WORK,
  ({ worklist }) => worklist,
  () => ({ kinds: kind && [kind] }),
);

/** The list again, as it is now. */
export const reloadWork = again(() => list.reload().catch(warn));

export function workList() {
  list.begin();
  const counts = new Map((list.extra?.counts ?? []).map(({ kind, count }) => [kind, count]));
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const filters = [[null, t("work.all"), all], ...KINDS.map((one) => [one, t(`work.${one}`), counts.get(one) ?? 0])];
  return card("work", t("work.title"), [
    h("div", { class: "chips", role: "group", "aria-label": t("work.filter"), key: "chips" }, filters.map(chip)),
    list.notice(),
    list.nodes?.length === 0 && nothing(t("work.none")),
    list.nodes?.length > 0 && h("ul", { class: "steps", key: "list" }, list.nodes.map(item)),
    more(list.pageInfo, list.more),
  ]);
}

function chip([value, label, count]) {
  const onclick = () => {
    kind = value;
    redraw();
    reloadWork();
  };
  return h(
    "button",
    { type: "button", class: "chip", "aria-pressed": String(kind === value), onclick, key: `chip-${value}` },
    label,
    h("span", { class: "count" }, number(count)),
  );
}

function item(one) {
  return h(
    "li",
    { class: "step", key: one.id },
    h(
      "div",
      {},
      h("p", {}, badge(t(`work.item.${one.kind}`), LOOKS[one.kind]), " ", h("strong", {}, one.patient.name)),
      h("p", {}, about(one)),
      h("p", { class: "hint" }, t("work.since", { when: moment(one.since) })),
    ),
    h(
      "a",
      { class: "button", href: `#${one.patient.id}`, "aria-label": `${t("work.open")}: ${one.patient.name}` },
      t("work.open"),
    ),
  );
}

function about(one) {
  const { step, extraction } = one;
  if (step)
    return [
      h("span", { lang: "" }, words(step)),
      " ",
      h("span", { class: "beside" }, reason(step.reviewReason, step.reviewReasonText)),
    ];
  if (extraction) return reason(extraction.reason, extraction.reasonText);
  if (one.kind === "PATIENT_AT_RISK") return behind(one, one.atRisk?.lastReminder);
  return t("work.mail");
}
