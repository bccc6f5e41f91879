// The patient's doctor: choosing one, searching, changing.

import { ask } from "../client/session.js";
import { action } from "../ui/action.js";
import { again } from "../ui/again.js";
import { h } from "../ui/dom.js";
import { redraw } from "../ui/draw.js";
import { card, doctorName, nothing } from "../ui/parts.js";
import { say, warn } from "../ui/say.js";
import { t } from "../words/index.js";
import { DOCTORS, SELECT_DOCTOR } from "./queries.js";

let choosing = false;
let search = "";
let found = null;

const look = again(async () => {
  try {
    found = (await ask(DOCTORS, { search: search || null })).doctors.nodes;
    redraw();
  } catch (error) {
    warn(error);
  }
});

/** The card; `reload` loads the page's data again. */
export function doctor(me, reload) {
  const open = choosing || !me.doctor;
  if (open && !found) look();
  return card("doctor", t(me.doctor ? "doctor.title" : "doctor.choose"), [
    me.doctor && h("p", { class: "headline", key: "name" }, doctorName(me.doctor)),
    !open &&
      h(
        "div",
        { class: "buttons", key: "change" },
        h("button", { type: "button", class: "plain", onclick: change }, t("doctor.change")),
      ),
    open && chooser(me, reload),
  ]);
}

function change() {
  choosing = true;
  found = null;
  redraw();
  queueMicrotask(() => document.getElementById("doctor-search")?.focus());
}

function chooser(me, reload) {
  const oninput = (event) => {
    search = event.target.value;
    look();
  };
  const others = (found ?? []).filter(({ id }) => id !== me.doctor?.id);
  return h(
    "div",
    { key: "chooser" },
    me.doctor && h("p", { class: "hint" }, t("doctor.warning", { name: me.doctor.name })),
    h(
      "div",
      { class: "field" },
      h("label", { for: "doctor-search" }, t("doctor.search")),
      h("input", { id: "doctor-search", type: "search", oninput, autocomplete: "off" }),
    ),
    h("p", { class: "unseen", role: "status" }, found && t("doctor.found", { n: others.length })),
    others.length === 0 && found && nothing(t("doctor.nobody")),
    h(
      "ul",
      { class: "steps" },
      others.map((one) => option(one, reload)),
    ),
  );
}

function option(one, reload) {
  const choose = async () => {
    await ask(SELECT_DOCTOR, { input: { doctorId: one.id } });
    choosing = false;
    await reload();
    say(t("doctor.chosen", { name: one.name }));
  };
  const name = `${t("doctor.select")}: ${one.name}${one.title ? `, ${one.title}` : ""}`;
  return h(
    "li",
    { class: "step", key: one.id },
    h("p", {}, doctorName(one)),
    action(`choose-${one.id}`, t("doctor.select"), choose, { look: "accent", name }),
  );
}
