// The background work: jobs, those that were given up, the daily sweeps, and the workers.

import { ask } from "../client/session.js";
import { again } from "../ui/again.js";
import { h } from "../ui/dom.js";
import { redraw } from "../ui/draw.js";
import { paged } from "../ui/pages.js";
import { badge, card, more, nothing } from "../ui/parts.js";
import { warn } from "../ui/say.js";
import { reachably } from "../ui/shell.js";
import { day, moment, number, t } from "../words/index.js";
import { DEAD_JOBS, SYSTEM } from "./queries.js";

let found = null;
let asked = false;
const dead = paged("dead", DEAD_JOBS, ({ jobs }) => jobs.dead);

const load = again(async () => {
  found = await ask(SYSTEM);
  redraw();
});

/** Asks again, if it was asked for before. */
export const reloadSystem = () => (asked ? Promise.all([load(), dead.reload()]) : null);

export function system() {
  if (!asked) {
    asked = true;
    reachably(load).catch(warn);
  }
  dead.begin();
  if (!found) return h("p", { class: "loading" }, t("loading"));
  const { jobs, sweeps, workers } = found;
  return [
    card("workers", t("system.workers"), workerList(workers)),
    card("sweeps", t("system.sweeps"), sweepList(sweeps)),
    card("jobs", t("system.jobs"), counts(jobs.counts)),
    card("dead", t("system.dead"), deadList()),
  ];
}

function workerList(workers) {
  if (workers.length === 0) return h("p", { class: "wrong" }, t("system.noWorker"));
  const line = ({ id, startedAt, lastSeenAt }) =>
    h(
      "li",
      { class: "step", key: id },
      h(
        "div",
        {},
        h("p", {}, t("system.worker", { when: moment(startedAt) })),
        h(
          "p",
          { class: "hint" },
          t("system.seen", { when: moment(lastSeenAt, undefined, { dateStyle: "medium", timeStyle: "medium" }) }),
        ),
      ),
    );
  return h("ul", { class: "steps" }, workers.map(line));
}

function sweepList(sweeps) {
  if (sweeps.length === 0) return nothing(t("system.noSweeps"));
  return h("ul", { class: "steps" }, sweeps.map(sweep));
}

function sweep({ timeZone, nextAt, last }) {
  const next = nextAt ? t("system.next", { when: moment(nextAt, timeZone) }) : t("system.noNext");
  return h(
    "li",
    { class: "step", key: timeZone },
    h(
      "div",
      {},
      h("p", {}, h("strong", {}, timeZone.replaceAll("_", " ")), " ", h("span", { class: "beside" }, next)),
      last &&
        h(
          "p",
          { class: "hint" },
          t("system.last", {
            day: day(last.day),
            made: number(last.made),
            sent: number(last.sent),
            pending: number(last.pending),
            failed: number(last.failed),
            skipped: number(last.skipped),
          }),
        ),
    ),
  );
}

function counts(list) {
  if (list.length === 0) return nothing(t("system.noJobs"));
  const head = ["kind", "waiting", "running", "dead"].map((name) => h("th", { scope: "col" }, t(`system.${name}`)));
  const row = ({ kind, waiting, running, dead }) =>
    h(
      "tr",
      { key: kind },
      h("th", { scope: "row" }, h("code", {}, kind)),
      [waiting, running, dead].map((count) => h("td", {}, number(count))),
    );
  return h(
    "div",
    { class: "scroll", tabindex: 0, role: "region", "aria-label": t("system.jobs") },
    h("table", { class: "counts" }, h("thead", {}, h("tr", {}, head)), h("tbody", {}, list.map(row))),
  );
}

function deadList() {
  return [
    dead.notice(),
    dead.nodes?.length === 0 && nothing(t("system.noDead")),
    dead.nodes?.length > 0 && h("p", { class: "hint", key: "what" }, t("system.dead.what")),
    dead.nodes?.length > 0 && h("ul", { class: "steps", key: "list" }, dead.nodes.map(job)),
    more(dead.pageInfo, dead.more),
  ];
}

function job({ id, kind, attempts, errorCode, error, givenUpAt }) {
  return h(
    "li",
    { class: "step", key: id },
    h(
      "div",
      {},
      h("p", {}, h("code", {}, kind), " ", errorCode && badge(errorCode, "bad")),
      error && h("p", { lang: "en" }, error),
      h(
        "p",
        { class: "hint" },
        t("system.attempts", { n: attempts }),
        givenUpAt && ` · ${moment(givenUpAt)}`,
        " · ",
        h("code", {}, id),
      ),
    ),
  );
}
