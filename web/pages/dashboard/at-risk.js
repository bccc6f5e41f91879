// Patients who have fallen behind: since when, and what the doctor does about it.

import { ask } from "../client/session.js";
import { h } from "../ui/dom.js";
import { choice, field, form, ticks } from "../ui/form.js";
import { card } from "../ui/parts.js";
import { say } from "../ui/say.js";
import { day, moment, shortDay, t } from "../words/index.js";
import { DIGEST, RESOLVE, SNOOZE } from "./queries.js";

const REASONS = ["CONTACTED", "DONE_WITHOUT_CHECK_IN", "CARED_FOR_ELSEWHERE", "OTHER"];
/** How many days an episode is put off, unless the doctor chooses another day. */
const SNOOZE_DAYS = 7;

/** What a work item says: the days, the last check-in and the last reminder. */
export function behind({ daysMissed, lastCheckInOn }, lastReminder, timeZone) {
  return [
    t("work.missed", { n: daysMissed }),
    lastCheckInOn ? t("work.last", { day: shortDay(lastCheckInOn) }) : t("atRisk.never"),
    lastReminder?.sentAt
      ? t("atRisk.reminded", { when: moment(lastReminder.sentAt, timeZone) })
      : t("atRisk.notReminded"),
  ].join(" ");
}

/** The card on the patient's page; nothing when they keep up. */
export function atRisk({ id, atRisk: episode, reminders, timeZone, today }, reload) {
  if (!episode) return null;
  const { noticedOn, snoozedUntil } = episode;
  return card(
    "at-risk",
    t("atRisk.title"),
    [
      h("p", { class: "headline", key: "what" }, behind(episode, reminders.sent.nodes[0], timeZone)),
      h("p", { class: "hint", key: "since" }, t("atRisk.since", { day: day(noticedOn) })),
      snoozedUntil && h("p", { key: "snoozed" }, t("atRisk.snoozed", { day: day(snoozedUntil) })),
      actions(id, today.day, reload),
    ],
    { look: "hero" },
  );
}

/** Putting the episode off and ending it; `today` is the patient's day. */
export function actions(patientId, today, reload) {
  const decide = async (mutation, input, sentence) => {
    const [{ status }] = Object.values(await ask(mutation, { input: { patientId, ...input } }));
    await reload();
    say(status === "NOT_AT_RISK" ? t("atRisk.over") : sentence);
  };
  return h(
    "div",
    { class: "pair", key: `at-risk-${patientId}` },
    form(`snooze-${patientId}`, {
      label: t("atRisk.snooze"),
      keep: true,
      look: "plain",
      submit: t("atRisk.snooze"),
      fields: [
        field({
          name: "until",
          label: t("atRisk.until"),
          type: "date",
          required: true,
          min: later(today, 1),
          value: later(today, SNOOZE_DAYS),
        }),
      ],
      work: ({ until }) => decide(SNOOZE, { until }, t("atRisk.snoozed", { day: day(until) })),
    }),
    form(`resolve-${patientId}`, {
      label: t("atRisk.resolve"),
      keep: true,
      look: "accent",
      submit: t("atRisk.resolve"),
      fields: [
        choice({
          name: "reason",
          label: t("atRisk.reason"),
          value: REASONS[0],
          options: REASONS.map((reason) => [reason, t(`atRisk.${reason}`)]),
        }),
      ],
      work: ({ reason }) => decide(RESOLVE, { reason }, t("atRisk.resolved")),
    }),
  );
}

/** The doctor's own setting: one mail a day with what waits. */
export const digest = ({ dailyDigest }, reload) =>
  card("digest", t("digest.title"), [
    form("digest", {
      label: t("digest.title"),
      keep: true,
      look: "plain",
      submit: t("save"),
      fields: [
        ticks({
          name: "digest",
          label: t("digest.what"),
          options: [["on", t("digest.on")]],
          value: dailyDigest ? ["on"] : [],
        }),
      ],
      work: async (entered) => {
        await ask(DIGEST, { input: { on: Boolean(entered["digest.on"]) } });
        await reload();
        say(t("saved"));
      },
    }),
  ]);

/** So many days after a calendar day. */
function later(date, days) {
  const at = new Date(`${date}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}
