// The first page: what this is, signing in and signing up. Somebody who is signed in is sent to their own page.

import { aboutServer } from "../client/server.js";
import { user } from "../client/session.js";
import { confirmEmail } from "../account/confirm-email.js";
import { redraw } from "../ui/draw.js";
import { h } from "../ui/dom.js";
import { homeOf, startPage } from "../ui/shell.js";
import { t } from "../words/index.js";
import { signIn, signUpForm } from "./forms.js";
import { tryIt } from "./try-it.js";

let about;
/** The address of somebody who has just signed up, and is asked for the code in the mail. */
let confirming = null;

const goHome = () => location.replace(homeOf(user()));

function page() {
  if (user() && !confirming) {
    goHome();
    return h("p", { class: "loading" }, t("loading"));
  }
  return h(
    "div",
    { class: "start" },
    h(
      "section",
      { class: "lead", "aria-labelledby": "lead" },
      h("h1", { id: "lead" }, t("start.title")),
      h("p", {}, t("start.what")),
      h("p", {}, t("start.who")),
      about.environment === "development" && !user() && tryIt(),
    ),
    confirming ? confirm() : enter(),
  );
}

function enter() {
  const signingUp = location.hash === "#sign-up";
  const tab = (address, label, chosen) => h("a", { href: address, "aria-current": chosen && "page" }, label);
  return h(
    "section",
    { class: "card enter", key: "enter", "aria-label": t("start.enter") },
    h(
      "nav",
      { class: "tabs", "aria-label": t("start.enter") },
      tab("#sign-in", t("signIn.tab"), !signingUp),
      tab("#sign-up", t("signUp.tab"), signingUp),
    ),
    signingUp ? signUpForm(about, askForCode) : signIn(),
  );
}

function askForCode(email) {
  confirming = email;
  redraw();
}

function confirm() {
  const skip =
    about.environment === "development" &&
    h("button", { type: "button", class: "plain", onclick: goHome }, t("confirm.later"));
  return h(
    "section",
    { class: "card enter", key: "confirm", "aria-labelledby": "confirm-title" },
    h("h2", { id: "confirm-title" }, t("confirm.title")),
    confirmEmail({ email: confirming, done: goHome, also: skip }),
  );
}

function footer() {
  const link = (address, label) => h("a", { href: address }, label);
  return [
    h("span", {}, t("start.machines")),
    about?.graphiql && link("/graphiql", "GraphiQL"),
    link("/readyz", t("start.ready")),
    link("/pages/docs.html", t("start.docs")),
  ];
}

startPage({
  title: () => t("start.name"),
  load: async () => (about = await aboutServer()),
  page,
  footer,
});
