// Where the person is signed in, and ending it.

import { ask, over } from "../client/session.js";
import { action } from "../ui/action.js";
import { again } from "../ui/again.js";
import { h } from "../ui/dom.js";
import { redraw } from "../ui/draw.js";
import { badge, card } from "../ui/parts.js";
import { say, warn } from "../ui/say.js";
import { moment, t } from "../words/index.js";
import { END_SESSION, LOG_OUT_EVERYWHERE, SESSIONS } from "./queries.js";

let found = null;

const load = again(async () => {
  try {
    found = (await ask(SESSIONS)).sessions;
    redraw();
  } catch (error) {
    warn(error);
  }
});

export function sessions({ timeZone }) {
  if (!found) load();
  return card("sessions", t("sessions.title"), [
    h(
      "ul",
      { class: "steps", key: "list" },
      (found ?? []).map((one) => session(one, timeZone)),
    ),
    everywhere(),
  ]);
}

function session({ id, device, address, current, lastUsedAt }, timeZone) {
  const name = device ?? t("sessions.unknown");
  const end = async () => {
    await ask(END_SESSION, { input: { sessionId: id } });
    await load();
    say(t("sessions.ended", { device: name }));
  };
  return h(
    "li",
    { class: "step", key: id },
    h(
      "div",
      {},
      h("p", {}, h("strong", {}, name), " ", current && badge(t("sessions.current"), "good")),
      h("p", { class: "hint" }, t("sessions.used", { when: moment(lastUsedAt, timeZone) }), address && ` · ${address}`),
    ),
    !current && action(`end-${id}`, t("sessions.end"), end, { name: `${t("sessions.end")}: ${name}` }),
  );
}

/** Ends every session of the account, this one too. */
const everywhere = () =>
  action(
    "log-out-everywhere",
    t("sessions.everywhere"),
    async () => {
      await ask(LOG_OUT_EVERYWHERE);
      over();
    },
    { sure: t("sessions.everywhere.sure") },
  );
