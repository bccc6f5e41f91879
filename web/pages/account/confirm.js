// Where the link in a mail leads: signs in, confirms the address, and signs out again. The token stands behind # in the address, so
// that no server and no log sees it.

import { send } from "../client/api.js";
import { LOG_OUT } from "../client/queries.js";
import { h } from "../ui/dom.js";
import { redraw } from "../ui/draw.js";
import { field, form } from "../ui/form.js";
import { startPage } from "../ui/shell.js";
import { t } from "../words/index.js";
import { CONFIRM_EMAIL, LOG_IN_ONCE } from "./queries.js";
import { takeToken } from "./token.js";

const linked = takeToken();
let done = false;

async function confirm({ email, password, code }) {
  const { accessToken: token } = (await send(LOG_IN_ONCE, { input: { email, password } })).logIn;
  try {
    await send(CONFIRM_EMAIL, { input: { code: linked || code } }, { token });
  } finally {
    await send(LOG_OUT, {}, { token }).catch(() => {});
  }
  done = true;
  redraw();
}

function page() {
  return h(
    "section",
    { class: "card narrow" },
    h("h1", {}, t("confirm.title")),
    done
      ? [h("p", { role: "status" }, t("confirm.done")), h("p", {}, h("a", { href: "/" }, t("toStart")))]
      : [
          h("p", {}, t("confirm.signIn")),
          form("confirm", {
            label: t("confirm.title"),
            keep: true,
            fields: [
              field({
                name: "email",
                label: t("field.email"),
                type: "email",
                autocomplete: "username",
                required: true,
              }),
              field({
                name: "password",
                label: t("field.password"),
                type: "password",
                autocomplete: "current-password",
                required: true,
              }),
              !linked &&
                field({
                  name: "code",
                  label: t("field.code"),
                  hint: t("field.code.hint"),
                  inputmode: "numeric",
                  autocomplete: "one-time-code",
                  required: true,
                }),
            ],
            submit: t("confirm.button"),
            work: confirm,
          }),
        ],
  );
}

startPage({ title: () => t("confirm.title"), page });
