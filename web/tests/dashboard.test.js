// The doctor's pages: a note becoming steps, reviewing them, deciding, changing the plan, and finding patients.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";
import { checkIn, livePast, noonZone, noPast } from "./help/past.js";
import { choose, confirm, pair, signIn, someone, write } from "./help/people.js";
import { startServer } from "./help/server.js";
import { site } from "./help/site.js";

const it = site();
const UNREAD = "Metformin 500 mg twice daily for several weeks.";

async function doctorWith(notes, more) {
  const people = await pair(it.server, more);
  for (const note of notes) await write(it.server, people, note);
  const page = await it.open();
  await signIn(page, people.doctor, "/dashboard");
  return { page, ...people };
}

const said = (page, text) => page.getByRole("status").filter({ hasText: text }).first().waitFor();
const card = (page, name) => page.getByRole("region", { name });
const openPatient = async (page, name = "Paula Example") => {
  await card(page, "My patients").getByRole("link", { name }).click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
};

test("a note is shown at once and becomes steps while the doctor watches", async () => {
  const { page } = await doctorWith([]);
  await openPatient(page);
  await page.getByLabel("Note", { exact: true }).fill("Take doxycycline 100 mg twice daily for 7 days. Rest today.");
  await page.getByRole("button", { name: "Submit the note" }).click();
  const notes = card(page, "Notes");
  await notes.getByText("Take doxycycline 100 mg twice daily for 7 days. Rest today.").waitFor();
  await card(page, "Plan in force").getByText("Take doxycycline 100 mg").waitFor();
  await notes.locator("mark", { hasText: "Take doxycycline 100 mg" }).waitFor();
  assert.equal(await notes.locator(".notes > li").count(), 1, "one note is one note");
  assert.equal(await page.getByLabel("Note", { exact: true }).inputValue(), "");
});

test("a note whose answer is lost is one note when it is sent again", async () => {
  const { page } = await doctorWith([]);
  await openPatient(page);
  let lost = false;
  await page.route("**/graphql", async (route) => {
    if (lost || !route.request().postData()?.includes("submitNote")) return route.fallback();
    lost = true;
    await route.fetch();
    return route.abort();
  });
  await page.getByLabel("Note", { exact: true }).fill("Walk for 20 minutes every day for 7 days.");
  await page.getByRole("button", { name: "Submit the note" }).click();
  await page.getByText("The server cannot be reached. Check your connection and try again.").first().waitFor();
  await page.getByRole("button", { name: "Submit the note" }).click();
  await said(page, "The note is stored");
  await card(page, "Plan in force").getByText("Walk for 20 minutes").waitFor();
  assert.equal(await card(page, "Notes").locator(".notes > li").count(), 1);
});

test("a step that waits is first in the work list, and is approved beside its words", async () => {
  const { page } = await doctorWith([UNREAD]);
  const work = card(page, "What waits for you");
  await work.getByText("Step to review", { exact: true }).waitFor();
  await work.getByRole("button", { name: "Steps to review 1" }).click();
  await work.getByRole("link", { name: "Open: Paula Example" }).click();
  const review = card(page, "One step waits for you");
  assert.match(await review.locator("mark").first().textContent(), /^Metformin 500 mg/);
  await review.getByText("The note gives a length or an end that could not be read.").waitFor();
  await review.getByRole("button", { name: /^Approve/ }).click();
  await said(page, "Approved");
  await card(page, "Plan in force").getByText("Metformin").waitFor();
  await page.getByRole("link", { name: "Back to the work list" }).click();
  await work.getByText("Nothing waits for you.").waitFor();
});

test("a step is edited and then approved", async () => {
  const { page } = await doctorWith([UNREAD]);
  await openPatient(page);
  await page.getByRole("button", { name: /^Edit/ }).click();
  await page.waitForFunction(() => document.activeElement?.name === "description");
  await page.getByLabel("What to do").fill("Take metformin 500 mg with a meal");
  await page.getByLabel("On which days").selectOption("weekdays");
  await page.getByLabel("Monday").check();
  await page.getByLabel("Thursday").check();
  await page.getByLabel("Length in days").fill("28");
  await page.getByLabel("At which times").fill("8:00, 20:00");
  await page.getByRole("button", { name: "Approve as edited" }).click();
  await said(page, "Approved");
  const plan = card(page, "Plan in force");
  await plan.getByText("Take metformin 500 mg with a meal").waitFor();
  await plan.getByText("every Monday and Thursday").waitFor();
  await plan.getByText("0 of 8 done").waitFor();
});

test("a step is discarded, and the patient never sees it", async () => {
  const { page, patient } = await doctorWith([UNREAD]);
  await openPatient(page);
  await page.getByRole("button", { name: /^Discard/ }).click();
  await said(page, "Discarded");
  await card(page, "Plan in force").getByText("No step is in force.").waitFor();
  const other = await it.open();
  await signIn(other, patient, "/me");
  await other.getByText("Nothing is due today.").waitFor();
});

test("a review by the keyboard alone", async () => {
  const { page } = await doctorWith([`${UNREAD} Take prednisolone 20 mg daily for some time.`]);
  const tabTo = async (name) => {
    for (let tabs = 0; tabs < 60; tabs += 1) {
      await page.keyboard.press("Tab");
      const label = await page.evaluate(() => document.activeElement.ariaLabel ?? document.activeElement.textContent);
      if (name.test(label)) return;
    }
    assert.fail(`no ${name} by the keyboard`);
  };
  await card(page, "What waits for you").getByRole("link").first().waitFor();
  await tabTo(/^Open: Paula/);
  await page.keyboard.press("Enter");
  await card(page, "2 steps wait for you").waitFor();
  await page.waitForFunction(() => document.activeElement?.matches("h1"));
  await tabTo(/^Approve: /);
  await page.keyboard.press("Enter");
  await card(page, "One step waits for you").waitFor();
  assert.notEqual(await page.evaluate(() => document.activeElement.tagName), "BODY", "the focus is not lost");
  await tabTo(/^Discard: /);
  await page.keyboard.press("Enter");
  await said(page, "Discarded");
});

test("a newer note shows what it changes about the plan", async () => {
  const { page } = await doctorWith([
    "Take doxycycline 100 mg twice daily for 7 days. Walk for 20 minutes every day for 7 days.",
    "Take doxycycline 100 mg twice daily for 7 days. Drink two litres of water every day for 5 days.",
  ]);
  await openPatient(page);
  const changes = card(page, "Notes").locator("details").first();
  await changes.getByText("Changes to the plan: 1 added, 1 ended, 1 go on").click();
  await changes.locator(".changes-added", { hasText: "Drink two litres" }).waitFor();
  await changes.locator(".changes-ended", { hasText: "Walk for 20 minutes" }).waitFor();
  await changes.locator(".changes-kept", { hasText: "doxycycline" }).waitFor();
});

test("a note without steps never ends the plan by itself: the doctor says whether it ends or goes on", async () => {
  const { page, doctor, patient } = await doctorWith([
    "Take doxycycline 100 mg twice daily for 7 days.",
    "Doing well today.",
  ]);
  await card(page, "What waits for you").getByText("Note to decide on").waitFor();
  await openPatient(page);
  await page.getByRole("button", { name: "The plan goes on" }).click();
  await said(page, "The plan goes on as it is.");
  await card(page, "Plan in force").getByText("doxycycline").waitFor();
  await write(it.server, { doctor, patient }, "Doing well today.");
  await page.getByRole("button", { name: "The plan ends" }).click();
  await page.getByText("End all steps in force?").waitFor();
  await page.getByRole("button", { name: "The plan ends" }).click();
  await said(page, "The plan has ended.");
  await card(page, "Plan in force").getByText("No step is in force.").waitFor();
});

test("a step is added, replaced and ended", async () => {
  const { page } = await doctorWith(["Rest today."]);
  await openPatient(page);
  const plan = card(page, "Plan in force");
  await plan.getByRole("button", { name: "Add a step" }).click();
  await plan.getByLabel("What to do").fill("Stretch the shoulder");
  await plan.getByLabel("Length in days").fill("10");
  await plan.getByRole("button", { name: "Add a step" }).click();
  await said(page, "The step is added");
  await plan.getByText("0 of 10 done").waitFor();
  await plan.getByRole("button", { name: "Change: Stretch the shoulder" }).click();
  await plan.getByLabel("Length in days").fill("20");
  await plan.getByRole("button", { name: "Replace the step" }).click();
  await plan.getByText("0 of 20 done").waitFor();
  assert.equal(await plan.getByText("Stretch the shoulder").count(), 1);
  await plan.getByRole("button", { name: "End: Stretch the shoulder" }).click();
  await plan.getByRole("button", { name: "Cancel" }).click();
  await plan.getByText("Stretch the shoulder").waitFor();
  await plan.getByRole("button", { name: "End: Stretch the shoulder" }).click();
  await plan.getByRole("button", { name: "End", exact: true }).click();
  await said(page, "Ended: Stretch the shoulder");
});

const dayFrom = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

test("'Why?' says why a reminder comes on a day or none, with each step, the hour and what is next", async () => {
  const { page, patient } = await doctorWith(["Take doxycycline 100 mg twice daily for 7 days. Rest today."], {
    more: { timeZone: "UTC" },
  });
  await confirm(it.server, patient);
  await openPatient(page);
  const keepingUp = card(page, "Keeping up");
  const why = keepingUp.getByRole("button", { name: "Why?" });
  assert.equal(await why.getAttribute("aria-expanded"), "false");
  await why.click();
  const day = keepingUp.getByLabel("Why a reminder was sent, or none, on");
  assert.equal(await day.inputValue(), dayFrom(0), "the patient's day to begin with");
  await keepingUp.getByText(/^The reminders of this day go out at .* \(UTC\)\.$/).waitFor();
  await day.fill(dayFrom(2));
  await keepingUp.getByText("That day has not come yet. What is due then will be mailed on its morning.").waitFor();
  await keepingUp.getByText("No reminder has been made for this day.").waitFor();
  await keepingUp.getByText(/^What happens next, by itself: /).waitFor();
  const step = keepingUp.locator("#explanation li", { hasText: "doxycycline" });
  await step.getByText("Due", { exact: true }).waitFor();
  await why.click();
  assert.equal(await day.count(), 0, "it closes again");
});

test("'Why?' says that nothing is mailed to an address that is not confirmed, and follows what happens", async () => {
  const { page, doctor, patient } = await doctorWith([]);
  await openPatient(page);
  const keepingUp = card(page, "Keeping up");
  await keepingUp.getByRole("button", { name: "Why?" }).click();
  await keepingUp.getByText(/has not confirmed their e-mail address/).waitFor();
  await keepingUp.getByText("The patient has no repeated step.").waitFor();
  await keepingUp.getByText("Nothing more happens for this day by itself.").waitFor();
  await write(it.server, { doctor, patient }, "Take doxycycline 100 mg twice daily for 7 days.");
  await keepingUp.locator("#explanation li", { hasText: "doxycycline" }).waitFor();
});

test("'Why?' shows each answer of the mail servers, with its codes", async () => {
  const { page } = await doctorWith(["Take doxycycline 100 mg twice daily for 7 days."]);
  const at = new Date().toISOString();
  // A mail server that refuses takes days to be lived through; what the page makes of its answers does not depend on them.
  await page.route("**/graphql", async (route) => {
    const response = await route.fetch();
    const json = await response.json();
    if (json.data?.reminderExplain) {
      json.data.reminderExplain.reminder = { id: "1", state: "FAILED", sentAt: at };
      json.data.reminderExplain.mailAnswers = [
        { at, stage: "CONNECT", code: null, enhancedCode: null, outcome: "DEFERRED" },
        { at, stage: "BOUNCED", code: 550, enhancedCode: "5.1.1", outcome: "REFUSED" },
        { at, stage: "NEWER", code: 250, enhancedCode: null, outcome: "SENT" },
      ];
    }
    await route.fulfill({ response, json });
  });
  await openPatient(page);
  const keepingUp = card(page, "Keeping up");
  await keepingUp.getByRole("button", { name: "Why?" }).click();
  await keepingUp.getByText(/^The mail server accepted the mail \(.*\), and it came back\.$/).waitFor();
  const answers = keepingUp.locator("#explanation .answers li");
  await answers.filter({ hasText: /: not yet, for a passing reason \(while connecting\)$/ }).waitFor();
  await answers.filter({ hasText: /: the address is refused for good \(the mail came back\) 550 5\.1\.1$/ }).waitFor();
  await answers.filter({ hasText: /: accepted \(NEWER\) 250$/ }).waitFor();
});

test("no program reads the notes of a patient for whom that is switched off", async () => {
  const { page } = await doctorWith([]);
  await openPatient(page);
  await page.getByLabel("No program reads this patient's notes").check();
  await page.getByRole("button", { name: "Save" }).click();
  await said(page, "Saved.");
  await page.getByLabel("Note", { exact: true }).fill("Take doxycycline 100 mg twice daily for 7 days.");
  await page.getByRole("button", { name: "Submit the note" }).click();
  await page.getByText("Please add the steps by hand.").first().waitFor();
  await card(page, "Plan in force").getByText("No step is in force.").waitFor();
});

test("patients are found, sorted and filtered, with their last fourteen days", async () => {
  const { page, doctor } = await doctorWith(["Take doxycycline 100 mg twice daily for 7 days."]);
  const other = await someone(it.server, "PATIENT", "Zoe Zebra");
  await choose(it.server, { doctor, patient: other });
  const list = card(page, "My patients");
  await list.getByText("2 patients").waitFor();
  await list
    .getByRole("img", { name: /The last 14 days/ })
    .first()
    .waitFor();
  await list.getByLabel("Search: name").fill("zeb");
  await list.getByText("1 patient", { exact: true }).waitFor();
  assert.equal(await list.getByRole("link", { name: "Paula Example" }).count(), 0);
  await list.getByLabel("Search: name").fill("");
  await list.getByText("2 patients").waitFor();
  await list.getByRole("button", { name: "Due today" }).click();
  await list.getByText("1 patient", { exact: true }).waitFor();
  await list.getByRole("link", { name: "Paula Example" }).waitFor();
  await list.getByRole("button", { name: "All" }).click();
  await list.getByLabel("Sort by").selectOption("ASSIGNED_AT");
  await page.waitForFunction(() => document.querySelector(".person")?.textContent === "Zoe Zebra");
});

test("a patient who has chosen another doctor is no longer shown", async () => {
  const { page, patient } = await doctorWith(["Rest today."]);
  await openPatient(page);
  const other = await someone(it.server, "DOCTOR", "Dr. Other One");
  await choose(it.server, { doctor: other, patient });
  await page.reload();
  await page.getByText("This patient is not yours to see").waitFor();
  assert.equal(await page.getByText("Rest today").count(), 0);
});

test("a reading that failed waits for the doctor, who can ask for another one", async () => {
  const model = createServer((request, response) => response.writeHead(401).end("{}"));
  await new Promise((listening) => model.listen(0, "127.0.0.1", listening));
  const server = await startServer({
    AFTERCARE_EXTRACTOR: "model",
    AFTERCARE_MODEL_PROVIDER: "openai",
    AFTERCARE_MODEL: "made-up",
    AFTERCARE_MODEL_KEY: "made-up",
    AFTERCARE_MODEL_URL: `http://127.0.0.1:${model.address().port}/v1`,
  });
  try {
    const people = await pair(server);
    await write(server, people, "Rest today.");
    const page = await it.open({}, server);
    await signIn(page, people.doctor, "/dashboard");
    await card(page, "What waits for you").getByText("Reading failed", { exact: true }).waitFor();
    await openPatient(page);
    await page.getByText("The language model refused the hospital's key").first().waitFor();
    await page.getByRole("button", { name: "Read it again" }).click();
    await card(page, "Notes").getByText("Could not be read").waitFor();
  } finally {
    model.close();
    await server.remove();
  }
});

test(
  "a patient who has missed days is at risk, in the work list and in the list of patients",
  { skip: noPast },
  async () => {
    const server = await startServer({ AFTERCARE_TIME_ZONE: noonZone() });
    try {
      const people = {};
      await livePast(server, 5, async (ago) => {
        if (ago === 5) {
          Object.assign(people, await pair(server));
          await write(server, people, "Take doxycycline 100 mg twice daily for 7 days.");
          await checkIn(server, people.patient);
        }
      });
      const page = await it.open({}, server);
      await signIn(page, people.doctor, "/dashboard");
      const work = card(page, "What waits for you");
      await work.getByRole("button", { name: "Patients at risk 1" }).click();
      await work.getByText("Missed 4 days in a row.").waitFor();
      const list = card(page, "My patients");
      await list.getByRole("button", { name: "At risk" }).click();
      await list.getByText("4 days missed").waitFor();
      await list.getByRole("img", { name: "The last 14 days: 1 kept, 4 missed" }).waitFor();
    } finally {
      await server.remove();
    }
  },
);
