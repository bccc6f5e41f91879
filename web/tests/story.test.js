// The whole story in two browsers: from signing up to the finished plan, everything by the pages, and everything live.

import assert from "node:assert/strict";
import { test } from "node:test";
import { codeIn, mailTo, PASSWORD } from "./help/people.js";
import { site } from "./help/site.js";

const it = site();
const NOTE = "Throat infection, fever since Sunday. Take amoxicillin 500 mg three times a day for 2 days. Rest today.";

async function signUp(page, role, name, email) {
  await page.goto("/#sign-up");
  await page.getByRole("radio", { name: role }).check();
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Create the account" }).click();
  await page.getByLabel("Code from the mail").fill(codeIn(await mailTo(it.server, email, /Subject: Confirm/)));
  await page.getByRole("button", { name: "Confirm the address" }).click();
}

/** The patient's days begin in another zone: somewhere it is tomorrow already. */
async function travel(page, zone) {
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("combobox", { name: "Time zone" }).selectOption(zone);
  await page.getByRole("region", { name: "Time zone" }).getByRole("button", { name: "Save" }).click();
  await page.getByRole("status").filter({ hasText: "Saved." }).first().waitFor();
  await page.getByRole("link", { name: "Today", exact: true }).click();
}

const today = (zone) => new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(new Date());

test("a note becomes steps, is reminded of, checked in, taken back and finished, and both see it as it happens", async () => {
  const [doctor, patient] = [await it.open(), await it.open()];
  await signUp(doctor, "Doctor", "Dr. Dora Sample", "dora@example.org");
  await doctor.getByText("No patient has chosen you yet.").waitFor();
  await doctor.getByText("Live: everything up to now is here").waitFor();
  const feed = doctor.getByRole("region", { name: "What happens now" });

  await signUp(patient, "Patient", "Paula Example", "paula@example.org");
  await patient.getByLabel("Search by name or ward").fill("dora");
  await patient.getByRole("button", { name: "Choose: Dr. Dora Sample" }).click();
  await feed.getByText("Paula Example chose you as their doctor.").waitFor();
  await travel(patient, "Pacific/Pago_Pago");

  await doctor.getByRole("region", { name: "My patients" }).getByRole("link", { name: "Paula Example" }).click();
  await doctor.getByLabel("Note", { exact: true }).fill(NOTE);
  await doctor.getByRole("button", { name: "Submit the note" }).click();
  await doctor.getByRole("region", { name: "Plan in force" }).getByText("Take amoxicillin 500 mg").waitFor();
  await patient.getByText("2 things to do today").waitFor();
  await doctor.getByRole("link", { name: "Back to the work list" }).click();

  const before = (await it.server.mails()).length;
  await it.server.run(["sweep", "run", "--day", today("Pacific/Pago_Pago")]);
  const mail = await mailTo(it.server, "paula@example.org", /You have 1 step to do today/);
  assert.equal((await it.server.mails()).length, before + 1);
  assert.doesNotMatch(mail, /amoxicillin/, "a mail names no medicine unless the patient wants it to");
  await feed.getByText("Paula Example was reminded by mail.").waitFor();
  await patient.getByText(/^Last mail: /).waitFor();

  await patient.getByRole("button", { name: "Done for today" }).click();
  await feed.getByText("Paula Example checked in: Take amoxicillin 500 mg").waitFor();
  await patient.getByRole("button", { name: /^Undo: .*amoxicillin/ }).click();
  await feed.getByText("Paula Example took a check-in back: Take amoxicillin 500 mg").waitFor();
  await patient.getByRole("button", { name: /^Done: .*amoxicillin/ }).click();
  await patient.getByText("1 of 2 done").first().waitFor();
  await patient.getByRole("button", { name: /^Tick off: Rest/ }).click();
  await feed.getByText("Paula Example finished: Rest today").waitFor();
  await patient.getByText("Everything is done for today.").waitFor();

  await travel(patient, "Pacific/Kiritimati");
  await patient.getByRole("button", { name: "Done for today" }).click();
  await patient.getByText("Everything is done for today.").waitFor();
  await patient.getByText("No reminder is planned.").waitFor();
  await doctor.getByRole("link", { name: "Paula Example" }).first().click();
  await doctor.getByRole("region", { name: "Plan in force" }).getByText("No step is in force.").waitFor();
});
