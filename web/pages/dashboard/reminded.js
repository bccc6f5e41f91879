// Whether a patient is reminded, and when: as they wish.

import { h } from "../ui/dom.js";
import { badge } from "../ui/parts.js";
import { clock, moment, t } from "../words/index.js";

const since = (instant, timeZone) => moment(instant, timeZone, { dateStyle: "medium" });

/** That a patient has stopped the reminders, in a list; nothing while they come. */
export const optedOut = ({ subscribed, unsubscribedAt }, timeZone) =>
  !subscribed && badge(t("patient.optedOut", { day: since(unsubscribedAt, timeZone) }), "warn");

/** The patient's hour in a few words; nothing where no reminder comes. */
export const hourOf = ({ subscribed, remindAt }) => subscribed && t("patient.hour", { hour: clock(remindAt) });

/** The hour and whose choice it is, or that the patient wants no reminders. */
export function reminded({ subscribed, unsubscribedAt, remindAt, ownRemindAt }, timeZone) {
  if (!subscribed)
    return h("p", { key: "reminded" }, badge(t("patient.optedOut", { day: since(unsubscribedAt, timeZone) }), "warn"));
  const whose = ownRemindAt ? "patient.ownHour" : "patient.hospitalHour";
  return h("p", { class: "hint", key: "reminded" }, t(whose, { hour: clock(remindAt) }));
}
