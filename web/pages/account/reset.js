// A new password for a forgotten one: mails a code, and sets the password with that or with the link's token.

import { send, wrongInput } from "../client/api.js";
import { h } from "../ui/dom.js";
import { redraw } from "../ui/draw.js";
import { field, form } from "../ui/form.js";
import { startPage } from "../ui/shell.js";
import { t } from "../words/index.js";
import { REQUEST_RESET, RESET } from "./queries.js";
import { takeToken } from "./token.js";

const linked = takeToken();
let asked = false;
let done = false;

const email = () =>
  field({ name: "email", label: t("field.email"), type: "email", autocomplete: "username", required: true });
const password = (name, label, hint) =>
  field({
    name,
    label,
    hint,
    type: "password",
    autocomplete: "new-password",
    minlength: 8,
    maxlength: 256,
    required: true,
  });

async function mailCode({ email }, form) {
  await send(REQUEST_RESET, { input: { email } });
  asked = true;
  const { email: next } = document.getElementById("choose").elements;
  next.value = form.elements.email.value;
}

async function setPassword({ email, code, newPassword, again }) {
  if (newPassword !== again) throw wrongInput("again", t("reset.differ"));
  const by = linked ? { code: linked } : { code, email };
  await send(RESET, { input: { ...by, newPassword } });
  done = true;
  redraw();
}

function ask() {
  return [
    h("h2", {}, t("reset.ask")),
    form("ask", {
      label: t("reset.ask"),
      keep: true,
      fields: [email()],
      submit: t("reset.mail"),
      work: mailCode,
      look: "plain",
    }),
    h("p", { role: "status" }, asked && t("reset.asked")),
    h("h2", {}, t("reset.enter")),
  ];
}

function page() {
  if (done) {
    return h(
      "section",
      { class: "card narrow" },
      h("h1", {}, t("reset.title")),
      h("p", { role: "status" }, t("reset.done")),
      h("p", {}, h("a", { href: "/#sign-in" }, t("signIn.tab"))),
    );
  }
  const code = field({
    name: "code",
    label: t("field.code"),
    hint: t("reset.code.hint"),
    inputmode: "numeric",
    autocomplete: "one-time-code",
    required: true,
  });
  return h(
    "section",
    { class: "card narrow" },
    h("h1", {}, t("reset.title")),
    !linked && ask(),
    form("choose", {
      label: t("reset.title"),
      keep: true,
      fields: [
        !linked && email(),
        !linked && code,
        password("newPassword", t("field.newPassword"), t("field.password.hint")),
        password("again", t("field.again")),
      ],
      submit: t("reset.button"),
      work: setPassword,
    }),
  );
}

startPage({ title: () => t("reset.title"), page });
