// The code from the mail, which shows that an e-mail address is its owner's. On the first page after signing up, and at the
// top of the other pages as long as the address is not confirmed.

import { ask } from "../client/session.js";
import { action } from "../ui/action.js";
import { h } from "../ui/dom.js";
import { field, form } from "../ui/form.js";
import { say } from "../ui/say.js";
import { t } from "../words/index.js";
import { CONFIRM_EMAIL, RESEND_CONFIRMATION } from "./queries.js";

/** The form for the address `email`; `done` is called once the address is confirmed. */
export function confirmEmail({ email, done, also }) {
  return [
    h("p", {}, t("confirm.what", { email })),
    form("confirm-email", {
      label: t("confirm.title"),
      fields: [
        field({
          name: "code",
          label: t("field.code"),
          hint: t("field.code.hint"),
          inputmode: "numeric",
          autocomplete: "one-time-code",
          required: true,
          maxlength: 20,
        }),
      ],
      submit: t("confirm.button"),
      also: [action("resend", t("confirm.resend"), resend), also],
      work: async ({ code }) => {
        await ask(CONFIRM_EMAIL, { input: { code } });
        say(t("confirm.done"));
        await done();
      },
    }),
  ];
}

async function resend() {
  const { resendConfirmation } = await ask(RESEND_CONFIRMATION);
  say(t(resendConfirmation.sent ? "confirm.resent" : "confirm.done"));
}

/** A card for the top of a page, of somebody whose address is not confirmed; `done` loads the page's data again. */
export function unconfirmed({ email, emailConfirmed }, done) {
  if (emailConfirmed) return null;
  return h(
    "details",
    { class: "card quiet", key: "unconfirmed" },
    h("summary", {}, t("confirm.title")),
    confirmEmail({ email, done }),
  );
}
