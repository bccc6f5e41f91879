// Signs in, confirms the address, and signs out again.

import { change, onSubmit, takeToken } from "/pages/account.js";

const token = takeToken();
const code = document.getElementById("code");
if (token) {
  document.getElementById("with-code").hidden = true;
  code.required = false;
}

onSubmit(document.querySelector("form"), document.getElementById("status"), async (fields) => {
  const credentials = { email: fields.email, password: fields.password };
  const { accessToken } = await change("logIn", credentials, "accessToken");
  try {
    await change("confirmEmail", { code: token || fields.code }, "user { id }", accessToken);
  } finally {
    await change("logOut", null, "ended", accessToken).catch(() => {});
  }
  return "Your e-mail address is confirmed. You can close this page.";
});
