// What every page has: a header with the language and the way out, the place of the page itself, and a line that says when the
// server is away. It also sees to it that a page is only ever shown to the person and the role that it is for.

import { aboutServer, serverIsBack } from "../client/server.js";
import { logOut, onChange, resume, user } from "../client/session.js";
import { currentLanguage, LANGUAGES, loadWords, t } from "../words/index.js";
import { action } from "./action.js";
import { focusHeading, h, patch } from "./dom.js";
import { drawWith, redraw } from "./draw.js";
import { said } from "./say.js";

const HOMES = { Patient: "/me", Doctor: "/dashboard", Admin: "/admin" };

/** Where the pages of a person's role are. */
export const homeOf = (person) => HOMES[person.__typename];

const place = {
  skip: h("div", {}),
  header: h("header", { class: "top" }),
  away: h("div", { class: "away", role: "status" }),
  main: h("main", { id: "main", tabindex: "-1" }),
  footer: h("footer", { class: "foot" }),
};
let away = false;
/** Whether another part of the page was opened, and its heading is not there yet. */
let arriving = false;

/**
 * Starts a page. `role` is whom it is for ("Patient", "Doctor", "Admin", or nothing when anybody may see it); `title()` names it;
 * `load()` asks for its data, and is called again when the server was away; `page()` answers its elements; `nav()` its parts, as
 * `[address, label]`.
 */
export async function startPage({ role, title, load, page, nav = () => [], footer = () => [] }) {
  await loadWords();
  document.body.prepend(place.skip, place.header, place.away, place.main, place.footer, said());
  document.body.querySelector("noscript")?.remove();
  const draw = (content) => {
    document.title = `${title()} · Aftercare`;
    patch(place.skip, h("a", { class: "skip", href: "#main", onclick: skip }, t("skip")));
    patch(place.header, header(nav()));
    patch(place.away, away && h("p", {}, t("away")));
    patch(place.main, content());
    arrive();
    patch(place.footer, footer());
  };
  drawWith(() => draw(() => h("p", { class: "loading" }, t("loading"))));
  redraw();
  await reachably(aboutServer);
  const person = await reachably(resume);
  if (!allowed(role, person)) return;
  onChange((now) => allowed(role, now, person));
  await reachably(load ?? (() => {}));
  drawWith(() => draw(page));
  redraw();
  addEventListener("hashchange", () => {
    arriving = true;
    redraw();
  });
}

/** In another part of the page, a person begins at its heading. */
function arrive() {
  if (!arriving || !place.main.querySelector("h1")) return;
  arriving = false;
  scrollTo(0, 0);
  focusHeading(place.main);
}

/** Does `work`; while the server is away the page says so, and goes on by itself. */
export async function reachably(work) {
  for (;;) {
    try {
      const result = await work();
      setAway(false);
      return result;
    } catch (error) {
      if (error.code !== "UNREACHABLE" && error.code !== "OVERLOADED") throw error;
      setAway(true);
      await serverIsBack();
    }
  }
}

/** Says, or no longer says, that the server is away. */
export function setAway(now) {
  if (away === now) return;
  away = now;
  redraw();
}

/** Whether the page may be shown to `person`; sends them to where they belong when not. */
function allowed(role, person, before = person) {
  if (role && !person) location.replace("/");
  else if (role && person.__typename !== role) location.replace(homeOf(person));
  else if (role && person.id !== before.id) location.reload();
  else return true;
  // Nothing more is drawn for whoever comes next to this screen.
  drawWith(() => {});
  patch(place.main);
  return false;
}

function skip(event) {
  event.preventDefault();
  place.main.focus();
}

function header(parts) {
  const here = location.hash || parts[0]?.[0];
  return [
    h(
      "a",
      { class: "brand", href: user() ? homeOf(user()) : "/" },
      h("img", { src: "/pages/favicon.svg", alt: "", width: 32, height: 32 }),
      "Aftercare",
    ),
    parts.length > 0 &&
      h(
        "nav",
        { "aria-label": t("nav.label"), key: "nav" },
        parts.map(([address, label]) => h("a", { href: address, "aria-current": address === here && "page" }, label)),
      ),
    h(
      "div",
      { class: "who", key: "who" },
      language(),
      user() && h("span", { class: "name", key: "name" }, user().name),
      user() && action("log-out", t("logOut"), logOut),
    ),
  ];
}

function language() {
  const onchange = async (event) => {
    await loadWords(event.target.value);
    redraw();
  };
  return h(
    "label",
    { class: "language", key: "language" },
    h("span", { class: "unseen" }, t("language")),
    h(
      "select",
      { onchange },
      Object.entries(LANGUAGES).map(([code, name]) =>
        h("option", { value: code, lang: code, selected: code === currentLanguage() }, name),
      ),
    ),
  );
}
