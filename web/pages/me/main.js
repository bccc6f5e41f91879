// The patient's page. Whatever happens to their care is announced by a subscription; the page then asks for its data again, so
// that it never shows anything but what the server says, and what was pressed here a moment ago.

import { unconfirmed } from "../account/confirm-email.js";
import { settings } from "../account/settings.js";
import { follow } from "../client/live.js";
import { ask } from "../client/session.js";
import { again } from "../ui/again.js";
import { keepFresh } from "../ui/fresh.js";
import { redraw } from "../ui/draw.js";
import { h } from "../ui/dom.js";
import { say } from "../ui/say.js";
import { reachably, setAway, startPage } from "../ui/shell.js";
import { t } from "../words/index.js";
import { accessLog } from "./access-log.js";
import { calendar } from "./calendar.js";
import { doctor } from "./doctor.js";
import { foreseen } from "./foreseen.js";
import { notes, reloadNotes } from "./notes.js";
import { patientSettings } from "./patient-settings.js";
import { plan } from "./plan.js";
import { beginPresses, pressed } from "./presses.js";
import { PAGE, EVENTS } from "./queries.js";
import { reminder } from "./reminder.js";
import { reminderSettings } from "./reminder-settings.js";
import { today } from "./today.js";

let me = null;

const load = again(async () => {
  const data = await ask(PAGE);
  me = data.viewer;
  redraw();
  return data.eventCursor;
});

/** After something was changed here: the page as it is now. */
const reload = () => reachably(load);

async function begin() {
  const after = await load();
  follow({
    query: EVENTS,
    after,
    onEvent,
    onState: (state) => setAway(state === "away"),
    onExpired: load,
  });
  keepFresh(reload);
  beginPresses({ me: () => me, reload });
}

function onEvent(event) {
  reload();
  if (event.__typename === "StepsExtracted" && event.steps.length > 0) say(t("live.newSteps"));
  if (["StepsExtracted", "NoteSubmitted", "StepChanged"].includes(event.__typename)) reloadNotes();
}

/** What there is to do now, and what comes later. */
const present = (soon) => [today(soon), plan(soon)];

const VIEWS = {
  "#today": () => [
    h("h1", { class: "unseen" }, t("nav.today")),
    unconfirmed(me, reload),
    !me.doctor && doctor(me, reload),
    ...present(foreseen(me, pressed())),
    h(
      "div",
      { class: "pair", key: "pair" },
      calendar(me),
      h("div", { class: "stack" }, reminder(me), me.doctor && doctor(me, reload)),
    ),
  ],
  "#notes": () => notes(),
  "#record": () => accessLog(me),
  "#settings": () => [
    h("h1", {}, t("nav.settings")),
    reminderSettings(me, reload),
    patientSettings(me, reload),
    settings({ ...me, role: "Patient" }),
  ],
};

startPage({
  role: "Patient",
  title: () => t(`nav.${location.hash in VIEWS ? location.hash.slice(1) : "today"}`),
  load: begin,
  page: () =>
    h("div", { class: "column", key: location.hash || "#today" }, (VIEWS[location.hash] ?? VIEWS["#today"])()),
  nav: () => ["today", "notes", "record", "settings"].map((view) => [`#${view}`, t(`nav.${view}`)]),
});
