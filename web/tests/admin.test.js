// The admin's page: letting doctors in, accounts, and the background work; and a doctor who waits meanwhile.

import assert from "node:assert/strict";
import { test } from "node:test";
import { confirm, PASSWORD, signIn, someone } from "./help/people.js";
import { site } from "./help/site.js";

const admin = { email: "admin@example.org" };
const it = site({ AFTERCARE_DOCTOR_SIGNUP: "approval" }, (server) =>
  server.run(["admin", "create", "--email", admin.email], PASSWORD),
);

const said = (page, text) => page.getByRole("status").filter({ hasText: text }).first().waitFor();
const card = (page, name) => page.getByRole("region", { name });

async function adminPage() {
  const page = await it.open();
  await signIn(page, admin, "/admin");
  return page;
}

test("a doctor who waits is let in, and gets to the work list", async () => {
  const doctor = await someone(it.server, "DOCTOR", "Dr. Wanda Waits");
  await confirm(it.server, doctor);
  const waits = await it.open();
  await signIn(waits, doctor, "/dashboard");
  await waits.getByText("The hospital is checking your account").waitFor();
  const page = await adminPage();
  await card(page, "Doctors who wait")
    .getByRole("button", { name: `Let in: ${doctor.name}` })
    .click();
  await said(page, `${doctor.name} is let in`);
  await card(page, "Doctors who wait").getByText("No doctor waits to be let in.").waitFor();
  await waits.getByRole("button", { name: "Look again" }).click();
  await waits.getByText("No patient has chosen you yet.").waitFor();
});

test("somebody who signs up as a doctor is told that the hospital checks first", async () => {
  const page = await it.open();
  await page.goto("/#sign-up");
  await page.getByText("The hospital checks each new doctor before they see any patient.").waitFor();
});

test("a doctor is refused only after a question, and can be let in later", async () => {
  const doctor = await someone(it.server, "DOCTOR", "Dr. Rosa Refused");
  const page = await adminPage();
  await page.getByRole("button", { name: `Refuse: ${doctor.name}` }).click();
  await page.getByText(`Refuse ${doctor.name}?`).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: `Refuse: ${doctor.name}` }).click();
  await page.getByRole("button", { name: "Refuse", exact: true }).click();
  await said(page, `${doctor.name} is refused`);
  await card(page, "All accounts")
    .getByRole("button", { name: `Let in: ${doctor.name}` })
    .click();
  await said(page, `${doctor.name} is let in`);
});

test("an account is found, suspended with a reason, and reinstated", async () => {
  const patient = await someone(it.server, "PATIENT", "Susi Suspended");
  const theirs = await it.open();
  await signIn(theirs, patient, "/me");
  const page = await adminPage();
  const list = card(page, "All accounts");
  await list.getByLabel("Search: name").fill("susi");
  await list.getByRole("button", { name: `Suspend: ${patient.name}` }).click();
  await list.getByLabel("Reason").selectOption("SECURITY");
  await list.getByRole("button", { name: "Suspend", exact: true }).click();
  await said(page, `${patient.name} is suspended`);
  await theirs.waitForURL((url) => url.pathname === "/");
  await list.locator(".badge").getByText("Suspended").waitFor();
  await list.getByRole("button", { name: `Reinstate: ${patient.name}` }).click();
  await said(page, `${patient.name} can sign in again`);
});

test("a doctor gets a title, which patients see beside the name", async () => {
  const doctor = await someone(it.server, "DOCTOR", "Dr. Tina Title");
  await confirm(it.server, doctor);
  const page = await adminPage();
  await card(page, "Doctors who wait")
    .getByRole("button", { name: `Let in: ${doctor.name}` })
    .click();
  const list = card(page, "All accounts");
  await list.getByLabel("Search: name").fill("tina");
  await list.getByRole("button", { name: `Title: ${doctor.name}` }).click();
  await list.getByLabel("Title", { exact: true }).fill("Ward 7");
  await list.getByRole("button", { name: "Save" }).click();
  await said(page, "Saved.");
  const patient = await it.open();
  await signIn(patient, await someone(it.server, "PATIENT", "Paul Patient"), "/me");
  await patient.getByText("Dr. Tina Title · Ward 7").waitFor();
});

test("the background work: a worker, jobs and sweeps, and nothing of a record", async () => {
  const page = await adminPage();
  await page.getByRole("link", { name: "Background work" }).click();
  await page.getByRole("heading", { level: 1, name: "Background work" }).waitFor();
  await card(page, "Workers")
    .getByText(/Works since/)
    .waitFor();
  await card(page, "Given up").getByText("No job was given up.").waitFor();
  await card(page, "Daily reminders").waitFor();
  assert.equal(await page.getByText(/amoxicillin|note_/).count(), 0);
});
