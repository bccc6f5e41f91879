// What everybody sets about their own account: e-mail address, password, sessions, and its end.

import { wrongInput } from "../client/api.js";
import { ask, over } from "../client/session.js";
import { h } from "../ui/dom.js";
import { redraw } from "../ui/draw.js";
import { field, form } from "../ui/form.js";
import { card } from "../ui/parts.js";
import { say } from "../ui/say.js";
import { t } from "../words/index.js";
import { changeEmail } from "./change-email.js";
import { CHANGE_PASSWORD, CLOSE } from "./queries.js";
import { sessions } from "./sessions.js";

let closing = false;

/** The cards of `me`, which has at least `__typename` or a role, `email` and `timeZone`. */
export function settings(me) {
  return [
    sessions(me),
    changeEmail(me),
    card("password", t("password.title"), password()),
    card("close", t("close.title"), close(me)),
  ];
}

function password() {
  const secret = (name, label, others) =>
    field({ name, label, type: "password", required: true, maxlength: 256, ...others });
  return form("password", {
    label: t("password.title"),
    fields: [
      secret("currentPassword", t("field.currentPassword"), { autocomplete: "current-password" }),
      secret("newPassword", t("field.newPassword"), {
        autocomplete: "new-password",
        minlength: 8,
        hint: t("field.password.hint"),
      }),
      secret("again", t("field.again"), { autocomplete: "new-password", minlength: 8 }),
    ],
    submit: t("password.button"),
    look: "plain",
    work: async ({ currentPassword, newPassword, again }) => {
      if (newPassword !== again) throw wrongInput("again", t("reset.differ"));
      await ask(CHANGE_PASSWORD, { input: { currentPassword, newPassword } });
      say(t("password.done"));
    },
  });
}

function close({ role }) {
  const toggle = () => {
    closing = !closing;
    redraw();
  };
  const what = h("p", {}, t(`close.${role.toLowerCase()}`));
  if (!closing) return [what, h("button", { type: "button", class: "plain", onclick: toggle }, t("close.begin"))];
  return [
    what,
    form("close", {
      label: t("close.title"),
      fields: [
        field({
          name: "password",
          label: t("field.password"),
          type: "password",
          autocomplete: "current-password",
          required: true,
        }),
      ],
      submit: t("close.button"),
      look: "danger",
      also: h("button", { type: "button", class: "plain", onclick: toggle }, t("no")),
      work: async ({ password }) => {
        await ask(CLOSE, { input: { password } });
        over();
      },
    }),
  ];
}
