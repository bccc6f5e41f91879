// The doctor's pages: what waits for a decision, the patients, what happens now, and one patient. Every event is shown in the feed,
// and whatever it touches is asked for again.

import { unconfirmed } from "../account/confirm-email.js";
import { settings } from "../account/settings.js";
import { follow } from "../client/live.js";
import { ask, user } from "../client/session.js";
import { action } from "../ui/action.js";
import { h } from "../ui/dom.js";
import { keepFresh } from "../ui/fresh.js";
import { redraw } from "../ui/draw.js";
import { card } from "../ui/parts.js";
import { setAway, startPage } from "../ui/shell.js";
import { t } from "../words/index.js";
import { digest } from "./at-risk.js";
import { feed, remember, startOf, tell, state } from "./feed.js";
import { closePatient, patientName, patientPage, reloadPatient } from "./patient.js";
import { patients, reloadPatients } from "./patients.js";
import { CURSOR, EVENTS, ME } from "./queries.js";
import { reloadWork, workList } from "./work-list.js";

let me = null;

async function loadMe() {
  me = (await ask(ME)).viewer;
  redraw();
}

async function begin() {
  await loadMe();
  if (me.admission !== "APPROVED") return;
  const after = startOf(user().id) ?? (await ask(CURSOR)).eventCursor;
  follow({ query: EVENTS, after, onEvent, onState, onExpired });
  keepFresh(() => reload());
}

function onEvent(event) {
  remember(user().id, event.cursor);
  tell(event);
  reload(event.patient.id);
}

function onState(now) {
  setAway(now === "away");
  state(now);
}

/** Events were missed for good: everything is asked for again, and the feed goes on from now. */
async function onExpired() {
  const { eventCursor } = await ask(CURSOR);
  reload();
  return eventCursor;
}

/** What is shown is asked for again, as far as it is about the patient, or about anybody. */
function reload(patientId) {
  reloadWork();
  reloadPatients();
  reloadPatient(patientId);
}

function page() {
  const [, id] = /^#(patient_.+)$/.exec(location.hash) ?? [];
  if (me.admission !== "APPROVED") return waiting();
  if (id) return patientPage(id);
  closePatient();
  if (location.hash === "#settings")
    return column("settings", [
      h("h1", {}, t("nav.settings")),
      digest(me, loadMe),
      settings({ ...me, role: "Doctor" }),
    ]);
  return h(
    "div",
    { class: "desk", key: "desk" },
    h("h1", { class: "unseen", key: "title" }, t("nav.desk")),
    h("div", { class: "stack", key: "work" }, unconfirmed(me, loadMe), workList(), patients()),
    h("div", { class: "stack aside", key: "aside" }, feed()),
  );
}

const column = (key, content) => h("div", { class: "column", key }, content);

function waiting() {
  const refused = me.admission === "REFUSED";
  return column("waiting", [
    unconfirmed(me, loadMe),
    card("waiting", t(refused ? "admission.refused" : "admission.pending"), [
      h("p", {}, t(refused ? "admission.refused.what" : "admission.pending.what")),
      !refused &&
        action(
          "look-again",
          t("admission.again"),
          async () => (await loadMe(), me.admission === "APPROVED" && location.reload()),
          { look: "accent" },
        ),
    ]),
    settings({ ...me, role: "Doctor" }),
  ]);
}

startPage({
  role: "Doctor",
  title: () => patientName() ?? t(location.hash === "#settings" ? "nav.settings" : "nav.desk"),
  load: begin,
  page,
  nav: () => [
    ["#desk", t("nav.desk")],
    ["#settings", t("nav.settings")],
  ],
});
