// The first page: signing up and in, confirming an address, a forgotten password, and looking around.

import assert from "node:assert/strict";
import { test } from "node:test";
import { codeIn, linkIn, mailTo, PASSWORD, signIn, someone, confirm } from "./help/people.js";
import { startServer } from "./help/server.js";
import { site } from "./help/site.js";

const it = site();

test("a patient signs up, confirms the address with the code from the mail, and gets to their page", async () => {
  const page = await it.open();
  await page.goto("/");
  await page.getByRole("heading", { level: 1, name: "Care goes on after the visit" }).waitFor();
  await page.getByRole("link", { name: "Create an account" }).click();
  await page.getByRole("radio", { name: "Patient" }).check();
  await page.getByLabel("Name").fill("Nora Neu");
  await page.getByLabel("E-mail address").fill("nora@example.org");
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Create the account" }).click();
  await page.getByRole("heading", { name: "Confirm your e-mail address" }).waitFor();
  await page
    .getByLabel("Code from the mail")
    .fill(codeIn(await mailTo(it.server, "nora@example.org", /Subject: Confirm/)));
  await page.getByRole("button", { name: "Confirm the address" }).click();
  await page.waitForURL("**/me");
  await page.getByText("Nora Neu").waitFor();
  await page.getByRole("heading", { name: "Choose your doctor" }).waitFor();
  assert.equal(await page.getByText("Confirm your e-mail address").count(), 0);
});

test("what is wrong stands at its field, and the focus goes there", async () => {
  const page = await it.open();
  await page.goto("/#sign-up");
  await page.getByLabel("Name").fill("Nora Neu");
  await page.getByLabel("E-mail address").fill("nora2@example.org");
  await page.getByLabel("Password").fill("password1");
  await page.getByRole("button", { name: "Create the account" }).click();
  const field = page.getByLabel("Password");
  await page.locator("[aria-invalid=true]").waitFor();
  assert.match(
    await field.evaluate(
      (input) => document.getElementById(input.getAttribute("aria-describedby").split(" ").pop()).textContent,
    ),
    /password/i,
  );
  await page.waitForFunction(() => document.activeElement.name === "password");
  assert.equal(await page.getByLabel("Name").inputValue(), "Nora Neu", "nothing that was entered is lost");
});

test("a wrong password is told in a sentence, and the right one opens the page", async () => {
  const nina = await someone(it.server, "DOCTOR", "Dr. Nina Neu");
  const page = await it.open();
  await page.goto("/");
  await page.getByLabel("E-mail address").fill(nina.email);
  await page.getByLabel("Password").fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("alert").filter({ hasText: /\.$/ }).first().waitFor();
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/dashboard");
});

test("somebody who is signed in is sent to their own page, and nobody sees that of another role", async () => {
  const page = await it.open();
  await signIn(page, await someone(it.server, "PATIENT", "Pia Prima"), "/me");
  for (const address of ["/", "/dashboard", "/admin"]) {
    await page.goto(address);
    await page.waitForURL("**/me");
  }
  await page.getByRole("button", { name: "Sign out", exact: true }).first().click();
  await page.waitForURL((url) => url.pathname === "/");
  await page.goto("/me");
  await page.waitForURL((url) => url.pathname === "/");
});

test("the session is in a cookie that no script can read, and no token is kept in the page's storage", async () => {
  const page = await it.open();
  await signIn(page, await someone(it.server, "PATIENT", "Petra Prima"), "/me");
  assert.deepEqual(await page.evaluate(() => [document.cookie, localStorage.length + sessionStorage.length]), ["", 0]);
  const cookies = await page.context().cookies();
  assert.ok(cookies.some(({ name, httpOnly, sameSite }) => /refresh/.test(name) && httpOnly && sameSite === "Strict"));
});

test("'Try it' makes two people and a note, and signs in as either one", async () => {
  const page = await it.open();
  await page.goto("/");
  await page.getByRole("button", { name: "Make sample people" }).click();
  await page.getByText(/^dora-.*@example\.org$/).waitFor();
  await page.getByText(PASSWORD).waitFor();
  await page.getByRole("button", { name: "Sign in as the patient" }).click();
  await page.waitForURL("**/me");
  await page.getByText("Take amoxicillin 500 mg").first().waitFor();
});

test("the link in the mail confirms an address after signing in", async () => {
  const person = await someone(it.server, "PATIENT", "Lena Link");
  const link = linkIn(await mailTo(it.server, person.email, /Subject: Confirm/), "/confirm");
  const page = await it.open();
  await page.goto(link);
  await page.getByRole("textbox", { name: "E-mail address" }).fill(person.email);
  await page.getByLabel("Password").fill(PASSWORD);
  assert.equal(new URL(page.url()).hash, "", "the token is not left in the address");
  await page.getByRole("button", { name: "Confirm the address" }).click();
  await page.getByText("Your e-mail address is confirmed.").waitFor();
});

test("a forgotten password is replaced with the code from the mail", async () => {
  const person = await someone(it.server, "PATIENT", "Fiona Forgot");
  await confirm(it.server, person);
  const page = await it.open();
  await page.goto("/");
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await page.locator("#ask").getByLabel("E-mail address").fill(person.email);
  await page.getByRole("button", { name: "Mail me a code" }).click();
  await page.getByText(/a mail with a code is on its way/).waitFor();
  const code = codeIn(await mailTo(it.server, person.email, /Subject: .*password/i));
  const form = page.locator("#choose");
  assert.equal(await form.getByLabel("E-mail address").inputValue(), person.email);
  await form.getByLabel("Code from the mail").fill(code);
  await form.getByLabel("New password", { exact: true }).fill("a louder lamp");
  await form.getByLabel("New password again").fill("another lamp");
  await form.getByRole("button", { name: "Set the password" }).click();
  await form.getByText("The two passwords are not the same.").waitFor();
  await form.getByLabel("New password again").fill("a louder lamp");
  await form.getByRole("button", { name: "Set the password" }).click();
  await page.getByText("Your password is changed.").waitFor();
});

test("an address where there is nothing says so, in the browser's language", async () => {
  const page = await it.open({ locale: "de-DE" });
  const answer = await page.goto("/nowhere");
  assert.equal(answer.status(), 404);
  await page.getByRole("heading", { name: "Unter dieser Adresse ist nichts" }).waitFor();
  await page.getByRole("link", { name: "Zur Startseite" }).click();
  await page.getByRole("heading", { level: 1 }).waitFor();
});

test("where the hospital makes doctors' accounts itself, nobody signs up as one", async () => {
  const server = await startServer({ AFTERCARE_DOCTOR_SIGNUP: "closed" });
  try {
    const page = await it.open({}, server);
    await page.goto("/#sign-up");
    await page.getByRole("button", { name: "Create the account" }).waitFor();
    assert.equal(await page.getByRole("radio").count(), 0);
  } finally {
    await server.remove();
  }
});
