// One story: a doctor writes a note, the patient checks in, the doctor sees it live, also over a restart of the server.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ask } from "../../../web/tests/help/server.js";
import { startSite } from "./site.js";

const password = "a quiet lamp";
let site;
before(async () => (site = await startSite()));
after(() => site?.end());

async function signUp(role, name) {
  const mutation = "mutation ($input: SignUpInput!) { signUp(input: $input) { accessToken user { id } } }";
  const email = `${name.toLowerCase().replace(/\W+/g, "-")}@example.org`;
  const { signUp } = await ask(site.server, mutation, { input: { email, password, name, role } });
  return { id: signUp.user.id, token: signUp.accessToken, email };
}

async function logIn(tab, { email }) {
  await tab.getByLabel("E-mail").fill(email);
  await tab.getByLabel("Password").fill(password);
  await tab.getByRole("button", { name: "Log in" }).click();
}

/** Waits for the text to be there. */
const sees = (tab, text) => tab.getByText(text).first().waitFor();

test("from the note to the check-in, live", { timeout: 120_000 }, async () => {
  const [dora, pat] = [await signUp("DOCTOR", "Dr. Dora"), await signUp("PATIENT", "Pat")];
  const select = "mutation ($id: ID!) { selectDoctor(input: { doctorId: $id }) { assignedAt } }";
  await ask(site.server, select, { id: dora.id }, pat.token);

  const doctor = await site.visitor();
  await logIn(doctor.tab, { email: "nobody@example.org" });
  await doctor.tab.getByRole("alert").waitFor();
  await logIn(doctor.tab, dora);
  await sees(doctor.tab, "Patients (1)");
  await sees(doctor.tab, "caught up");

  await doctor.tab.getByLabel("Note about Pat").fill("Take doxycycline 100 mg twice daily for 7 days.");
  await doctor.tab.getByRole("button", { name: "Submit the note" }).click();
  await sees(doctor.tab, "Pat: a note was written");
  await sees(doctor.tab, /Pat: 1 steps were read: .*doxycycline/i);

  const patient = await site.visitor();
  await logIn(patient.tab, pat);
  await sees(patient.tab, /doxycycline/i);
  let answer;
  const mayAnswer = new Promise((resolve) => (answer = resolve));
  await patient.context.route("**/graphql", async (route) => {
    await mayAnswer;
    await route.continue();
  });
  await patient.tab.getByRole("button", { name: "Done" }).click();
  await sees(patient.tab, "All is done for today.");
  await sees(patient.tab, "1 check-ins so far");
  assert.equal(await doctor.tab.getByText("Pat: checked in").count(), 0, "the server has not been asked yet");
  answer();
  await sees(doctor.tab, /Pat: checked in: .*doxycycline/i);
  await doctor.tab.getByRole("img", { name: "100% of what was due is done" }).waitFor();
  await sees(patient.tab, /doxycycline.*: 6 left/i);

  // The server goes away; what happens before the page is back is not lost, and nothing comes twice.
  await site.server.end();
  await sees(doctor.tab, "away");
  await site.server.start();
  const { viewer } = await ask(site.server, "{ viewer { ... on Patient { today { done { id } } } } }", {}, pat.token);
  const undo = "mutation ($id: ID!) { undoCheckIn(input: { stepId: $id }) { step { id } } }";
  await ask(site.server, undo, { id: viewer.today.done[0].id }, pat.token);
  await sees(doctor.tab, /Pat: took back/);
  await sees(doctor.tab, "caught up");
  const lines = await doctor.tab.getByRole("listitem").filter({ hasText: /^Pat: (a note|1 steps|checked|took)/ }).allInnerTexts();
  assert.equal(lines.length, new Set(lines).size, lines.join("\n"));
  assert.equal(lines.length, 4, lines.join("\n"));

  // What waits for the doctor, and the search.
  const mode = "mutation ($id: ID!) { setExtractionMode(input: { patientId: $id, mode: REVIEW }) { patient { id } } }";
  await ask(site.server, mode, { id: pat.id }, dora.token);
  await doctor.tab.getByLabel("Note about Pat").fill("Walk 20 minutes daily for 2 weeks.");
  await doctor.tab.getByRole("button", { name: "Submit the note" }).click();
  await sees(doctor.tab, /Pat: look at ".*walk.*"/i);
  await doctor.tab.getByLabel("Search").fill("nobody");
  await sees(doctor.tab, "Patients (0)");
  await doctor.tab.getByLabel("Search").fill("pa");
  await sees(doctor.tab, "Patients (1)");

  // Two tabs share a session, and one refresh at a time.
  const second = await doctor.context.newPage();
  await Promise.all([second.goto("/"), doctor.tab.reload()]);
  await Promise.all([sees(second, "Patients (1)"), sees(doctor.tab, "Patients (1)")]);
  await second.getByRole("button", { name: "Log out" }).click();
  await second.getByRole("button", { name: "Log in" }).waitFor();
  await doctor.tab.getByRole("button", { name: "Log in" }).waitFor();
  assert.equal(await doctor.tab.evaluate(() => localStorage.length), 0);
  assert.deepEqual([...doctor.faults, ...patient.faults], []);
});
