// When and how a patient is reminded, and whether at all. What is not chosen is the hospital's own way.

import { ask } from "../client/session.js";
import { action } from "../ui/action.js";
import { h } from "../ui/dom.js";
import { redraw } from "../ui/draw.js";
import { choice, field, form } from "../ui/form.js";
import { card } from "../ui/parts.js";
import { say } from "../ui/say.js";
import { sentenceOf } from "../words/errors.js";
import { clock, day, LANGUAGES, t } from "../words/index.js";

const SETTINGS = `reminderSettings {
  remindAt ownRemindAt quietHours { from until } hasOwnQuietHours
  language ownLanguage mailDetail ownMailDetail subscribed unsubscribedAt
}`;
const READ = `query { viewer { ... on Patient { id ${SETTINGS} } } }`;
const UPDATE = `mutation ($input: UpdateReminderSettingsInput!) {
  updateReminderSettings(input: $input) { patient { id ${SETTINGS} } }
}`;
const STOP = `mutation { unsubscribeReminders { patient { id ${SETTINGS} } } }`;
const BEGIN = `mutation { subscribeReminders { patient { id ${SETTINGS} } } }`;

let settings = null;
let wrong = null;
let asked = false;

async function load() {
  asked = true;
  wrong = null;
  try {
    settings = (await ask(READ)).viewer.reminderSettings;
  } catch (error) {
    wrong = error;
  }
  redraw();
}

/** The card; `reload` loads the rest of the page again, since the next reminder may have moved. */
export function reminderSettings(reload) {
  if (!asked) load();
  return card("reminders", t("reminders.title"), [
    wrong && [
      h("p", { class: "wrong", role: "alert", key: "wrong" }, sentenceOf(wrong)),
      h("button", { type: "button", class: "plain", onclick: load, key: "again" }, t("again")),
    ],
    !settings && !wrong && h("p", { class: "loading", key: "loading" }, t("loading")),
    settings && [subscription(settings, reload), wishes(settings, reload)],
  ]);
}

/** Keeps what a mutation answered, and says so. */
async function change(mutation, sentence, reload, variables) {
  const [payload] = Object.values(await ask(mutation, variables));
  settings = payload.patient.reminderSettings;
  await reload();
  say(t(sentence));
}

function subscription({ subscribed, unsubscribedAt }, reload) {
  if (subscribed)
    return h(
      "div",
      { class: "row", key: "subscription" },
      h("p", {}, t("reminders.on")),
      action("reminders-stop", t("reminders.stop"), () => change(STOP, "reminders.stopped", reload), {
        sure: t("reminders.stop.sure"),
      }),
    );
  const since = day(unsubscribedAt.slice(0, 10), { dateStyle: "long" });
  return h(
    "div",
    { class: "row", key: "subscription" },
    h("p", {}, t("reminders.off", { day: since })),
    action("reminders-begin", t("reminders.begin"), () => change(BEGIN, "reminders.begun", reload), { look: "accent" }),
  );
}

function wishes(now, reload) {
  const { remindAt, ownRemindAt, quietHours, hasOwnQuietHours, ownLanguage, ownMailDetail } = now;
  const quiet = hasOwnQuietHours ? (quietHours ?? { from: "00:00", until: "00:00" }) : null;
  const present = quietHours
    ? t("reminders.quiet.now", { from: clock(quietHours.from), until: clock(quietHours.until) })
    : t("reminders.quiet.none");
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
      field({
        name: "quietFrom",
        label: t("reminders.quiet.from"),
        hint: present,
        type: "time",
        value: quiet?.from ?? "",
      }),
      field({
        name: "quietUntil",
        label: t("reminders.quiet.until"),
        hint: t("reminders.quiet.hint"),
        type: "time",
        value: quiet?.until ?? "",
      }),
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
    work: (entered) => change(UPDATE, "saved", reload, { input: wanted(entered) }),
  });
}

/** What was entered, as the API takes it: empty is the hospital's way. Half of the quiet hours is for the API to refuse. */
function wanted({ remindAt, quietFrom, quietUntil, language, mailDetail }) {
  const quietHours = quietFrom || quietUntil ? { from: quietFrom, until: quietUntil } : null;
  return {
    remindAt: remindAt || null,
    quietHours,
    language: language || null,
    mailDetail: mailDetail || null,
  };
}
