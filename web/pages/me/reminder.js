// The next mail, with its hour, and why there is none.

import { h } from "../ui/dom.js";
import { card, words } from "../ui/parts.js";
import { reason } from "../words/errors.js";
import { day, hour, list, moment, t } from "../words/index.js";

export function reminder({ reminders, reminderSettings, timeZone, emailConfirmed, mailFailingSince, email }) {
  const [next] = reminders.upcoming;
  const [last] = reminders.sent.nodes;
  const sent = last?.state === "SENT" && t("reminder.last", { day: day(last.day), hour: hour(last.sentAt, timeZone) });
  const other = last && last.state !== "SENT" && reason(last.reason, last.reasonText);
  const { unsubscribedAt } = reminderSettings;
  const stopped =
    unsubscribedAt && t("reminders.off", { day: moment(unsubscribedAt, timeZone, { dateStyle: "long" }) });
  return card("reminder", t("reminder.title"), [
    mailFailingSince && h("p", { class: "wrong" }, t("reminder.failing", { email })),
    stopped && h("p", { key: "stopped" }, stopped),
    !emailConfirmed && h("p", { class: "wrong" }, t("reminder.unconfirmed")),
    next
      ? h(
          "p",
          { class: "headline" },
          t("reminder.next", { day: day(next.day), hour: hour(next.scheduledAt, timeZone) }),
        )
      : h("p", {}, t("reminder.none")),
    next && h("p", { class: "hint" }, list(next.steps.map(words))),
    (sent || other) && h("p", { class: "hint" }, sent || other),
  ]);
}
