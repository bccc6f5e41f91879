// Where the link in a mail leads: signs in, confirms the address, and signs out again. The token stands behind # in the address, so
// that no server and no log sees it.

import { send } from "../client/api.js";
import { h } from "../ui/dom.js";
import { redraw } from "../ui/draw.js";
import { field, form } from "../ui/form.js";
import { startPage } from "../ui/shell.js";
import { t } from "../words/index.js";
import { takeToken } from "./token.js";

const linked = takeToken();
let done = false;

async function confirm({ email, password, code }) {
  const logIn = "mutation ($input: LogInInput!) { logIn(input: $input) { accessToken } }";
  const { accessToken: token } = (await send(logIn, { input: { email, password } })).logIn;
  try {
    const mutation = "mutation ($input: ConfirmEmailInput!) { confirmEmail(input: $input) { user { id } } }";
    await send(mutation, { input: { code: linked || code } }, { token });
  } finally {
    await send("mutation { logOut { ended } }", {}, { token }).catch(() => {});
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
