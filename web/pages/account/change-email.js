// Another e-mail address: a code goes to the new one and, where that can be, to the present one.

import { ask } from "../client/session.js";
import { h } from "../ui/dom.js";
import { redraw } from "../ui/draw.js";
import { field, form } from "../ui/form.js";
import { card } from "../ui/parts.js";
import { say } from "../ui/say.js";
import { t } from "../words/index.js";
import { CHANGE_EMAIL, CONFIRM_EMAIL_CHANGE } from "./queries.js";

let waiting = null;
let changed = null;

export function changeEmail({ email }) {
  return card("email", t("email.title"), [
    h("p", {}, t("email.now", { email: changed ?? email })),
    waiting ? codes() : begin(),
  ]);
}

function begin() {
  return form("change-email", {
    label: t("email.title"),
    fields: [
      field({ name: "newEmail", label: t("field.newEmail"), type: "email", autocomplete: "email", required: true }),
      field({
        name: "password",
        label: t("field.password"),
        type: "password",
        autocomplete: "current-password",
        required: true,
      }),
    ],
    submit: t("email.button"),
    look: "plain",
    work: async ({ newEmail, password }) => {
      waiting = (await ask(CHANGE_EMAIL, { input: { newEmail, password } })).changeEmail;
      redraw();
    },
  });
}

function codes() {
  const code = (name, label) =>
    field({
      name,
      label,
      hint: t("field.code.hint"),
      inputmode: "numeric",
      autocomplete: "one-time-code",
      required: true,
    });
  const stop = () => {
    waiting = null;
    redraw();
  };
  return form("email-codes", {
    label: t("email.title"),
    fields: [
      h("p", { role: "status" }, t("email.sent")),
      code("codeFromNewAddress", t("email.newCode")),
      waiting.needsCodeFromOldAddress && code("codeFromOldAddress", t("email.oldCode")),
    ],
    submit: t("email.confirm"),
    also: h("button", { type: "button", class: "plain", onclick: stop }, t("no")),
    work: async (input) => {
      changed = (await ask(CONFIRM_EMAIL_CHANGE, { input })).confirmEmailChange.user.email;
      stop();
      say(t("email.done"));
    },
  });
}
