// All accounts: searching, suspending and reinstating, and doctors' titles.

import { ask } from "../client/session.js";
import { action } from "../ui/action.js";
import { again } from "../ui/again.js";
import { h } from "../ui/dom.js";
import { redraw } from "../ui/draw.js";
import { choice, field, form } from "../ui/form.js";
import { paged } from "../ui/pages.js";
import { badge, card, more, nothing } from "../ui/parts.js";
import { say, warn } from "../ui/say.js";
import { moment, t } from "../words/index.js";
import { ACCOUNTS, APPROVE, REINSTATE, SET_TITLE, SUSPEND } from "./queries.js";

const ROLES = ["PATIENT", "DOCTOR", "ADMIN"];
const STATES = ["ACTIVE", "UNCONFIRMED", "PENDING", "REFUSED", "SUSPENDED", "ENDED"];
const REASONS = ["LEFT", "MISUSE", "REQUESTED", "SECURITY"];
const LOOKS = { ACTIVE: "good", UNCONFIRMED: "warn", PENDING: "warn", REFUSED: "bad", SUSPENDED: "bad" };

const wanted = { search: "", role: "", state: "" };
/** The account whose form is open, and which: "suspend" or "title". */
let open = {};
const list = paged(
  "accounts",
  ACCOUNTS,
  ({ accounts }) => accounts,
  () => ({
    search: wanted.search || null,
    role: wanted.role || null,
    state: wanted.state || null,
  }),
);

export const reloadAccounts = again(() => list.reload().catch(warn));

function want(change) {
  Object.assign(wanted, change);
  reloadAccounts();
}

export function accounts(changed, me) {
  list.begin();
  const select = (name, label, values, prefix) =>
    h(
      "div",
      { class: "field", key: name },
      h("label", { for: `accounts-${name}` }, label),
      h(
        "select",
        { id: `accounts-${name}`, onchange: (event) => want({ [name]: event.target.value }) },
        h("option", { value: "" }, t("admin.any")),
        values.map((value) => h("option", { value, key: value }, t(`${prefix}.${value}`))),
      ),
    );
  return card("accounts", t("admin.accounts"), [
    h(
      "div",
      { class: "tools", role: "search", key: "tools" },
      h(
        "div",
        { class: "field" },
        h("label", { for: "accounts-search" }, t("admin.search")),
        h("input", {
          id: "accounts-search",
          type: "search",
          autocomplete: "off",
          oninput: (event) => want({ search: event.target.value }),
        }),
      ),
      select("role", t("admin.role"), ROLES, "role"),
      select("state", t("admin.state"), STATES, "account"),
    ),
    list.notice(),
    list.nodes?.length === 0 && nothing(t("admin.nobody")),
    list.nodes?.length > 0 &&
      h(
        "ul",
        { class: "steps", key: "list" },
        list.nodes.map((one) => item(one, changed, me)),
      ),
    more(list.pageInfo, list.more),
  ]);
}

function item(account, changed, me) {
  const { id, name, email, role, state, title, lastSignInAt } = account;
  const seen = lastSignInAt ? t("admin.signedIn", { when: moment(lastSignInAt) }) : t("admin.never");
  return h(
    "li",
    { class: "step", key: id },
    h(
      "div",
      {},
      h(
        "p",
        {},
        h("strong", {}, name),
        title && h("span", { class: "beside" }, ` · ${title}`),
        " ",
        badge(t(`role.${role}`)),
        " ",
        badge(t(`account.${state}`), LOOKS[state]),
      ),
      h("p", { class: "hint" }, `${email} · ${seen}`),
    ),
    open.id === id
      ? open.form === "title"
        ? titleForm(account, changed)
        : suspendForm(account, changed)
      : buttons(account, changed, me),
  );
}

const show = (id, form) => {
  open = { id, form };
  redraw();
  queueMicrotask(() => document.querySelector(`#${form}-${id} input, #${form}-${id} select`)?.focus());
};

function buttons({ id, name, role, state }, changed, me) {
  const to = (mutation, input, sentence) => async () => {
    await ask(mutation, { input });
    await changed();
    say(t(sentence, { name }));
  };
  const named = (label) => `${label}: ${name}`;
  const toForm = (form, label, look) =>
    h(
      "button",
      { type: "button", class: look, key: form, onclick: () => show(id, form), "aria-label": named(label) },
      label,
    );
  return h(
    "div",
    { class: "buttons tight" },
    role === "DOCTOR" && state !== "ENDED" && toForm("title", t("admin.title"), "plain"),
    state === "REFUSED" &&
      action(`let-in-${id}`, t("admin.approve"), to(APPROVE, { doctorId: id }, "admin.approved"), {
        look: "accent",
        name: named(t("admin.approve")),
      }),
    state === "SUSPENDED" &&
      action(`reinstate-${id}`, t("admin.reinstate"), to(REINSTATE, { accountId: id }, "admin.reinstated"), {
        look: "accent",
        name: named(t("admin.reinstate")),
      }),
    !["SUSPENDED", "ENDED"].includes(state) && id !== me.id && toForm("suspend", t("admin.suspend"), "danger"),
  );
}

const cancel = () => h("button", { type: "button", class: "plain", onclick: () => show(null, null) }, t("no"));

function titleForm({ id, name, title }, changed) {
  return form(`title-${id}`, {
    label: `${t("admin.title")}: ${name}`,
    fields: [
      field({ name: "title", label: t("admin.title"), hint: t("admin.title.hint"), value: title, maxlength: 100 }),
    ],
    submit: t("save"),
    also: cancel(),
    work: async ({ title }) => {
      await ask(SET_TITLE, { input: { doctorId: id, title: title.trim() || null } });
      open = {};
      await changed();
      say(t("saved"));
    },
  });
}

function suspendForm({ id, name }, changed) {
  return form(`suspend-${id}`, {
    label: `${t("admin.suspend")}: ${name}`,
    fields: [
      h("p", {}, t("admin.suspend.what", { name })),
      choice({
        name: "reason",
        label: t("admin.reason"),
        options: REASONS.map((one) => [one, t(`suspension.${one}`)]),
        value: "LEFT",
      }),
    ],
    submit: t("admin.suspend"),
    look: "danger",
    also: cancel(),
    work: async ({ reason }) => {
      await ask(SUSPEND, { input: { accountId: id, reason } });
      open = {};
      await changed();
      say(t("admin.suspended", { name }));
    },
  });
}
