// When and how a patient is reminded, and whether at all. What is not chosen is the hospital's own way.

import { wrongInput } from "../client/api.js";
import { ask } from "../client/session.js";
import { action } from "../ui/action.js";
import { h } from "../ui/dom.js";
import { choice, field, form } from "../ui/form.js";
import { card } from "../ui/parts.js";
import { say } from "../ui/say.js";
import { clock, LANGUAGES, moment, t } from "../words/index.js";
import { SUBSCRIBE, UNSUBSCRIBE, UPDATE_REMINDERS } from "./queries.js";

/** The card; `reload` loads the page again, since the next reminder may have moved. */
export function reminderSettings({ reminderSettings: settings, timeZone }, reload) {
  const change = async (mutation, sentence, variables) => {
    await ask(mutation, variables);
    await reload();
    say(t(sentence));
  };
  return card("reminders", t("reminders.title"), [subscription(settings, timeZone, change), wishes(settings, change)]);
}

function subscription({ subscribed, unsubscribedAt }, timeZone, change) {
  if (subscribed)
    return h(
      "div",
      { key: "comes" },
      h("p", {}, t("reminders.on")),
      action("reminders-stop", t("reminders.stop"), () => change(UNSUBSCRIBE, "reminders.stopped"), {
        sure: t("reminders.stop.sure"),
      }),
    );
  const since = moment(unsubscribedAt, timeZone, { dateStyle: "long" });
  return h(
    "div",
    { key: "stopped" },
    h("p", {}, t("reminders.off", { day: since })),
    action("reminders-begin", t("reminders.begin"), () => change(SUBSCRIBE, "reminders.begun"), { look: "accent" }),
  );
}

function wishes({ remindAt, ownRemindAt, ownLanguage, ownMailDetail, ...settings }, change) {
  return form("reminder-settings", {
    label: t("reminders.title"),
    keep: true,
    look: "plain",
    submit: t("save"),
    fields: [
      field({
        name: "remindAt",
        label: t("reminders.at"),
        hint: t("reminders.at.hint", { hour: clock(remindAt) }),
        type: "time",
        value: ownRemindAt ?? "",
      }),
      quietHours(settings),
      choice({
        name: "language",
        label: t("reminders.language"),
        value: ownLanguage ?? "",
        options: [
          ["", t("reminders.hospital")],
          ...Object.entries(LANGUAGES).map(([code, name]) => [code.toUpperCase(), name]),
        ],
      }),
      choice({
        name: "mailDetail",
        label: t("reminders.detail"),
        value: ownMailDetail ?? "",
        options: ["", "COUNT", "FULL"].map((value) => [value, t(value ? `reminders.${value}` : "reminders.hospital")]),
      }),
    ],
    work: (entered) => change(UPDATE_REMINDERS, "saved", { input: wanted(entered) }),
  });
}

/** The two ends of the quiet hours, and what is wrong with them together. */
function quietHours({ quietHours: hours, hasOwnQuietHours }) {
  const own = hasOwnQuietHours ? (hours ?? { from: "00:00", until: "00:00" }) : null;
  const present = hours
    ? t("reminders.quiet.now", { from: clock(hours.from), until: clock(hours.until) })
    : t("reminders.quiet.none");
  const end = (name, label, value) => field({ name, label, type: "time", value: value ?? "" });
  return (id, wrong) =>
    h(
      "fieldset",
      { class: "ticks", name: "quietHours", key: `${id}-quietHours`, "aria-describedby": `${id}-quietHours-hint` },
      h("legend", {}, t("reminders.quiet.title")),
      end("quietFrom", t("reminders.quiet.from"), own?.from)(id),
      end("quietUntil", t("reminders.quiet.until"), own?.until)(id),
      h("p", { class: "hint", id: `${id}-quietHours-hint` }, `${present} ${t("reminders.quiet.hint")}`),
      wrong?.field === "quietHours" && h("p", { class: "wrong", role: "alert", key: "wrong" }, wrong.sentence),
    );
}

/** What was entered, as the API takes it: empty is the hospital's way. */
function wanted({ remindAt, quietFrom, quietUntil, language, mailDetail }) {
  if (Boolean(quietFrom) !== Boolean(quietUntil)) throw wrongInput("quietHours", t("reminders.quiet.half"));
  return {
    remindAt: remindAt || null,
    quietHours: quietFrom ? { from: quietFrom, until: quietUntil } : null,
    language: language || null,
    mailDetail: mailDetail || null,
  };
}
