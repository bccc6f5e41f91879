// Signing in, and making an account.

import { logIn, signUp } from "../client/session.js";
import { h } from "../ui/dom.js";
import { field, form, radios } from "../ui/form.js";
import { t } from "../words/index.js";

const email = () =>
  field({ name: "email", label: t("field.email"), type: "email", autocomplete: "username", required: true });

/** Signs in; the page then goes to where the person belongs. */
export function signIn() {
  return form("sign-in", {
    label: t("signIn.tab"),
    fields: [
      email(),
      field({
        name: "password",
        label: t("field.password"),
        type: "password",
        autocomplete: "current-password",
        required: true,
      }),
    ],
    submit: t("signIn.button"),
    also: h("a", { href: "/reset" }, t("signIn.forgot")),
    keep: true,
    work: ({ email, password }) => logIn(email, password),
  });
}

/** Makes an account; `done` is called with its address once it is there. */
export function signUpForm({ doctorSignup }, done) {
  const roles = [["PATIENT", t("role.PATIENT")]];
  if (doctorSignup !== "CLOSED") roles.push(["DOCTOR", t("role.DOCTOR")]);
  return form("sign-up", {
    label: t("signUp.tab"),
    fields: [
      roles.length > 1 && radios({ name: "role", label: t("signUp.as"), options: roles, value: "PATIENT" }),
      doctorSignup === "APPROVAL" && h("p", { class: "hint" }, t("signUp.approval")),
      field({ name: "name", label: t("field.name"), autocomplete: "name", required: true, maxlength: 200 }),
      email(),
      field({
        name: "password",
        label: t("field.password"),
        hint: t("field.password.hint"),
        type: "password",
        autocomplete: "new-password",
        minlength: 8,
        maxlength: 256,
        required: true,
      }),
    ],
    submit: t("signUp.button"),
    keep: true,
    work: async ({ role = "PATIENT", name, email, password }) => {
      const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
      await signUp({ role, name, email, password, ...(role === "PATIENT" && { timeZone }) });
      done(email);
    },
  });
}
