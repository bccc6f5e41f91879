// The patient's page: doing what is due, taking it back, the notes, the access log and the settings.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { codeIn, confirm, mailTo, pair, PASSWORD, signIn, someone, write } from "./help/people.js";
import { livePast, noPast } from "./help/past.js";
import { startServer } from "./help/server.js";
import { site } from "./help/site.js";

const it = site();
const NOTE =
  "Take doxycycline 100 mg twice daily for 7 days. Walk for 20 minutes every day for 7 days. Blood test tomorrow.";

async function patientWith(note, more) {
  const people = await pair(it.server, { more });
  if (note) await write(it.server, people, note);
  const page = await it.open();
  await signIn(page, people.patient, "/me");
  return { page, ...people };
}

const said = (page, text) => page.getByRole("status").filter({ hasText: text }).first().waitFor();
const card = (page, name) => page.getByRole("region", { name });

test("'Done for today' checks in everything that is due, and each can be taken back", async () => {
  const { page } = await patientWith(NOTE);
  await page.getByText("2 things to do today").waitFor();
  await card(page, "Coming up").getByText("Blood test tomorrow").waitFor();
  await page.getByRole("button", { name: "Done for today" }).click();
  await said(page, "Everything due today is checked in.");
  await page.getByText("Everything is done for today.").waitFor();
  await page.getByText("1 of 7 done").first().waitFor();
  assert.equal(await page.getByRole("button", { name: "Done for today" }).count(), 0);
  await page.getByRole("button", { name: /^Undo: .*doxycycline/ }).click();
  await said(page, "Taken back");
  await page.getByText("One thing to do today").waitFor();
  await page.getByRole("button", { name: /^Done: .*doxycycline/ }).click();
  await page.getByText("Everything is done for today.").waitFor();
});

test("a step that is done once is ticked off, and taken back", async () => {
  const { page } = await patientWith("Rest today. Blood test today.");
  await page.getByText("2 things to do today").waitFor();
  await page.getByRole("button", { name: /^Tick off: Rest/ }).click();
  await page.getByText("One thing to do today").waitFor();
  await page.getByRole("button", { name: /^Undo: Rest/ }).click();
  await page.getByText("2 things to do today").waitFor();
  await page.getByRole("button", { name: /^Tick off: Rest/ }).click();
  await page.getByRole("button", { name: /^Tick off: Blood/ }).click();
  await page.getByText("Everything is done for today.").waitFor();
});

test("what is taken only if needed is shown, and is never due", async () => {
  const { page } = await patientWith("Take paracetamol 500 mg as needed for pain.");
  await page.getByRole("heading", { name: "Only if you need it" }).waitFor();
  await page.getByText("Nothing is due today.").waitFor();
});

test("the calendar has today's check-in, and the step says how far it is and when it is due again", async () => {
  const { page } = await patientWith("Take doxycycline 100 mg twice daily for 7 days.");
  await page.getByRole("button", { name: "Done for today" }).click();
  await page
    .locator(".is-today")
    .getByText(/: done$/)
    .waitFor({ state: "attached" });
  assert.equal(await page.locator(".calendar td .date").count(), 28);
  await page.getByText("twice a day · 1 of 7 done").waitFor();
  await page.getByText(/^Next on /).waitFor();
});

test("a patient finds a doctor, chooses one and changes", async () => {
  const first = await someone(it.server, "DOCTOR", "Dr. Ada Alpha");
  const second = await someone(it.server, "DOCTOR", "Dr. Berta Beta");
  const page = await it.open();
  await signIn(page, await someone(it.server, "PATIENT", "Carla Chooses"), "/me");
  await page.getByLabel("Search by name or ward").fill("alpha");
  await page.getByRole("button", { name: `Choose: ${first.name}` }).click();
  await card(page, "My doctor").getByText(first.name).waitFor();
  await page.getByRole("button", { name: "Change doctor" }).click();
  await page.getByText(`${first.name} no longer sees your record.`).waitFor();
  await page.getByLabel("Search by name or ward").fill("beta");
  await page.getByRole("button", { name: `Choose: ${second.name}` }).click();
  await card(page, "My doctor").getByText(second.name).waitFor();
});

test("a note is shown with the words marked that each step came from", async () => {
  const { page } = await patientWith("🙂 Fever. Take doxycycline 100 mg twice daily for 7 days. Rest today.");
  await page.getByRole("link", { name: "Notes", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Notes" }).waitFor();
  await page.locator("mark").first().waitFor();
  const marks = await page.locator("mark").allTextContents();
  assert.ok(
    marks.some((text) => text.startsWith("Take doxycycline 100 mg")),
    marks.join(" | "),
  );
  assert.ok(
    marks.some((text) => text.startsWith("Rest today")),
    marks.join(" | "),
  );
});

test("the patient sees who read the record", async () => {
  const { page, doctor } = await patientWith(NOTE);
  const other = await it.open();
  await signIn(other, doctor, "/dashboard");
  await other.getByRole("link", { name: "Paula Example" }).first().click();
  await other.getByText("Take doxycycline").first().waitFor();
  await page.getByRole("link", { name: "Who read it" }).click();
  await page.getByText(`${doctor.name}: read`).first().waitFor();
  await page.getByText("You: signed in").first().waitFor();
});

test("settings: the time zone, and that no program reads the notes", async () => {
  const { page, patient } = await patientWith(null);
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByText("A program turns your doctor's notes into steps.").waitFor();
  await page.getByRole("combobox", { name: "Time zone" }).selectOption("Europe/Madrid");
  await card(page, "Time zone").getByRole("button", { name: "Save" }).click();
  await said(page, "Saved.");
  await page.reload();
  await card(page, "Time zone").waitFor();
  assert.equal(await page.getByRole("combobox", { name: "Time zone" }).inputValue(), "Europe/Madrid", patient.email);
});

test("settings: the record as a file", async () => {
  const { page } = await patientWith(NOTE);
  await page.getByRole("link", { name: "Settings" }).click();
  const coming = page.waitForEvent("download");
  await page.getByRole("button", { name: "Everything (JSON)" }).click();
  const file = await coming;
  assert.match(file.suggestedFilename(), /\.json$/);
  assert.match(await readFile(await file.path(), "utf8"), /doxycycline/);
});

test("settings: another device is signed out, and its page goes back to the start", async () => {
  const { page, patient } = await patientWith(null);
  const phone = await it.open();
  await signIn(phone, patient, "/me");
  await page.getByRole("link", { name: "Settings" }).click();
  const list = card(page, "Where I am signed in");
  await list.getByText("this device").waitFor();
  await list
    .getByRole("button", { name: /^Sign out: / })
    .first()
    .click();
  await said(page, "Signed out");
  await list
    .getByRole("button", { name: /^Sign out: / })
    .first()
    .click();
  await phone.waitForURL((url) => url.pathname === "/");
});

test("settings: a new password", async () => {
  const { page, patient } = await patientWith(null);
  await confirm(it.server, patient);
  await page.getByRole("link", { name: "Settings" }).click();
  const form = card(page, "Password");
  await form.getByLabel("Present password").fill("not my password");
  await form.getByLabel("New password", { exact: true }).fill("a louder lamp");
  await form.getByLabel("New password again").fill("a louder lamp");
  await form.getByRole("button").click();
  await form.locator("[aria-invalid=true]").waitFor();
  await form.getByLabel("Present password").fill(PASSWORD);
  await form.getByRole("button").click();
  await said(page, "Your password is changed.");
});

test("closing the account asks for the password, and nothing of it is left", async () => {
  const { page, patient } = await patientWith(NOTE);
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("button", { name: "Close my account …" }).click();
  const form = card(page, "Close my account");
  await form.getByLabel("Password").fill(PASSWORD);
  await form.getByRole("button", { name: "Close it for good" }).click();
  await page.waitForURL((url) => url.pathname === "/");
  await page.getByLabel("E-mail address").fill(patient.email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("alert").filter({ hasText: /\.$/ }).first().waitFor();
});

test("a check-in by the keyboard alone, and the focus stays on the page", async () => {
  const { page } = await patientWith(
    "Take doxycycline 100 mg twice daily for 7 days. Walk for 20 minutes every day for 7 days.",
  );
  await page.getByText("2 things to do today").waitFor();
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to the content");
  await page.keyboard.press("Enter");
  const tabTo = async (name) => {
    for (let tabs = 0; tabs < 20; tabs += 1) {
      await page.keyboard.press("Tab");
      const label = await page.evaluate(() => document.activeElement.ariaLabel ?? document.activeElement.textContent);
      if (name.test(label)) return;
    }
    assert.fail(`no ${name} by the keyboard`);
  };
  await tabTo(/^Done: /);
  await page.keyboard.press("Enter");
  await page.getByText("One thing to do today").waitFor();
  assert.notEqual(await page.evaluate(() => document.activeElement.tagName), "BODY");
  await tabTo(/^Undo: /);
  await page.keyboard.press("Space");
  await page.getByText("2 things to do today").waitFor();
});

test("settings: another e-mail address, with a code from each of the two", async () => {
  const { page, patient } = await patientWith(null);
  await confirm(it.server, patient);
  await page.getByRole("link", { name: "Settings" }).click();
  const form = card(page, "E-mail address");
  await form.getByText(`Your address is ${patient.email}.`).waitFor();
  await form.getByLabel("New e-mail address").fill("paula.new@example.org");
  await form.getByLabel("Password").fill(PASSWORD);
  await form.getByRole("button", { name: "Change the address" }).click();
  await form.getByText("We mailed the codes.").waitFor();
  const code = async (email) => codeIn(await mailTo(it.server, email, /Subject: (?!Confirm your e-mail address\b).*/));
  await form.getByLabel("Code mailed to the new address").fill(await code("paula.new@example.org"));
  await form.getByLabel("Code mailed to the present address").fill(await code(patient.email));
  await form.getByRole("button", { name: "Confirm the change" }).click();
  await said(page, "Your e-mail address is changed.");
  await form.getByText("Your address is paula.new@example.org.").waitFor();
});

test("yesterday can be checked in until the morning's reminder", { skip: noPast }, async () => {
  // A zone in which it is between two and three at night.
  const offset = ((2 - new Date().getUTCHours() + 36) % 24) - 12;
  const timeZone = `Etc/GMT${offset > 0 ? "-" : "+"}${Math.abs(offset)}`;
  const server = await startServer();
  try {
    const people = {};
    await livePast(server, 1, async () => {
      Object.assign(people, await pair(server, { more: { timeZone } }));
      await write(server, people, "Take doxycycline 100 mg twice daily for 7 days.");
    });
    const page = await it.open({}, server);
    await signIn(page, people.patient, "/me");
    await page.getByRole("button", { name: "I did it yesterday" }).click();
    await said(page, "Yesterday is checked in.");
    await page.getByText("1 of 7 done").waitFor();
    await page.getByText("One thing to do today").waitFor();
    assert.equal(await page.getByRole("button", { name: "I did it yesterday" }).count(), 0);
  } finally {
    await server.remove();
  }
});
