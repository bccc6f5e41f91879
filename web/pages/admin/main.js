// The admin's page: who gets in, accounts, and the background work. There are no events for admins, so what changes by itself is
// asked for again from time to time while the page is seen.

import { settings } from "../account/settings.js";
import { ask } from "../client/session.js";
import { h } from "../ui/dom.js";
import { keepFresh } from "../ui/fresh.js";
import { reachably, startPage } from "../ui/shell.js";
import { t } from "../words/index.js";
import { accounts, reloadAccounts } from "./accounts.js";
import { reloadWaiting, waitingDoctors } from "./doctors.js";
import { ME } from "./queries.js";
import { reloadSystem, system } from "./system.js";

/** Milliseconds between two looks. */
const LOOK = 15_000;

let me = null;

async function begin() {
  me = (await ask(ME)).viewer;
  keepFresh(look, LOOK);
}

/** Asks again for what changes by itself; a failure is told by the line that says that the server is away. */
function look() {
  reachably(() => Promise.all([reloadWaiting(), reloadSystem()])).catch(console.error);
}

const changed = () => Promise.all([reloadWaiting(), reloadAccounts()]);

const VIEWS = {
  "#doctors": () => [waitingDoctors(changed), accounts(changed, me)],
  "#system": () => system(),
  "#settings": () => settings({ ...me, role: "Admin" }),
};

const viewOf = () => (location.hash in VIEWS ? location.hash : "#doctors");

function page() {
  const view = viewOf();
  return h("div", { class: "column", key: view }, h("h1", {}, t(`nav.${view.slice(1)}`)), VIEWS[view]());
}

startPage({
  role: "Admin",
  title: () => t(`nav.${viewOf().slice(1)}`),
  load: begin,
  page,
  nav: () => ["doctors", "system", "settings"].map((view) => [`#${view}`, t(`nav.${view}`)]),
});
