// What happens, as it happens. The place in the stream is kept with the tab, so that a reload of the page loses nothing.

import { h } from "../ui/dom.js";
import { redraw } from "../ui/draw.js";
import { badge, card, nothing, words } from "../ui/parts.js";
import { reason } from "../words/errors.js";
import { moment, t } from "../words/index.js";

/** So many events are shown at most. */
const SHOWN = 40;

let events = [];
let now = "connecting";

const keyOf = (userId) => `aftercare-place-${userId}`;

/** The place where this tab stopped, for this person; null in a new tab. */
export const startOf = (userId) => sessionStorage.getItem(keyOf(userId));

export const remember = (userId, cursor) => sessionStorage.setItem(keyOf(userId), cursor);

/** Shows an event. */
export function tell(event) {
  events = [event, ...events].slice(0, SHOWN);
  redraw();
}

/** Shows nothing more of a patient who is another doctor's now. */
export function forgetEvents(patientId) {
  events = events.filter(({ patient }) => patient.id !== patientId);
}

/** Shows how far the connection is. */
export function state(next) {
  now = next;
  redraw();
}

export function feed() {
  const looks = { live: "good", away: "bad", connecting: "warn", "catching-up": "warn" };
  const shown = h("span", { role: "status" }, badge(t(`feed.${now}`), looks[now]));
  return card(
    "feed",
    t("feed.title"),
    events.length === 0
      ? nothing(t("feed.none"))
      : h("ol", { class: "log", "aria-live": now === "live" ? "polite" : "off", key: "events" }, events.map(line)),
    { aside: shown },
  );
}

function line(event) {
  return h(
    "li",
    { key: event.cursor },
    h("p", {}, h("a", { href: `#${event.patient.id}` }, event.patient.name), " ", sentence(event)),
    h("p", { class: "hint" }, h("time", { datetime: event.at }, moment(event.at))),
  );
}

function sentence(event) {
  const { step } = event;
  switch (event.__typename) {
    case "CheckInChanged":
      return t(event.checkIn.undone ? "feed.undone" : "feed.checkedIn", { step: words(step) });
    case "StepsExtracted": {
      const held = event.steps.filter(({ state }) => state === "NEEDS_REVIEW").length;
      return [t("feed.extracted", { n: event.steps.length }), held > 0 && ` ${t("feed.held", { n: held })}`];
    }
    case "ExtractionFailed": {
      const extraction = event.note?.extraction;
      return [t("feed.failed"), " ", reason(extraction?.reason, extraction?.reasonText)];
    }
    case "StepChanged":
      return t(`feed.step.${step.state}`, { step: words(step) });
    default:
      return t(`feed.${event.__typename}`);
  }
}
