// Sets a new password with the link's token, or mails a code and sets it with that.

import { change, onSubmit, takeToken } from "/pages/account.js";

const token = takeToken();
const status = document.getElementById("status");
const form = document.getElementById("choose");
const ask = document.getElementById("ask");
if (token) {
  ask.hidden = true;
  document.getElementById("with-code").hidden = true;
  for (const name of ["email", "code"]) form.elements[name].required = false;
}

onSubmit(ask, document.getElementById("asked"), async (fields) => {
  await change("requestPasswordReset", { email: fields.email }, "sent");
  form.elements.email.value = fields.email;
  return "If this address has an account, a mail with a code is on its way. Enter the code below.";
});

onSubmit(form, status, async (fields) => {
  if (fields.password !== fields.again) throw new Error("The two passwords are not the same.");
  const by = token ? { code: token } : { code: fields.code, email: fields.email };
  await change("resetPassword", { ...by, newPassword: fields.password }, "reset");
  ask.hidden = true;
  return "Your password is changed. Sign in with the new one; you were signed out everywhere.";
});
