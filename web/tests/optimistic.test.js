// A press on the patient's page shows at once, whatever the server and the connection do: it is sent once, and taken back when the
// server says otherwise.

import assert from "node:assert/strict";
import { test } from "node:test";
import { livePast, noPast, tokenNow } from "./help/past.js";
import { pair, signIn, write } from "./help/people.js";
import { ask, eventually, startServer } from "./help/server.js";
import { site } from "./help/site.js";

const it = site();
const TWO = "Take doxycycline 100 mg twice daily for 7 days. Walk for 20 minutes every day for 7 days.";
const ONE = "Take doxycycline 100 mg twice daily for 7 days.";

async function patientWith(note, { server = it.server, more } = {}) {
  const people = await pair(server, { more });
  const { steps } = await write(server, people, note);
  const page = await it.open({}, server);
  await signIn(page, people.patient, "/me");
  await page.getByRole("button", { name: "Done for today" }).waitFor();
  return { page, steps: steps.nodes, ...people };
}

const said = (page, text) => page.getByRole("status").filter({ hasText: text }).first().waitFor();
const warned = (page, text) => page.getByRole("alert").filter({ hasText: text }).first().waitFor();
const allDone = (page) => page.getByText("Everything is done for today.").waitFor();
const kept = (page) =>
  page.evaluate(() => Object.entries(localStorage).filter(([key]) => key.startsWith("aftercare-kept-")));

/** What the server counted, newest first: the days of the check-ins that stand, and how many events there were. */
async function counted(server, { token }) {
  const query = "{ viewer { ... on Patient { checkIns(first: 50) { nodes { day step { id } } } } } }";
  return (await ask(server, query, {}, token)).viewer.checkIns.nodes;
}

/** Every request of the page with `mutation`, and what is done with each: it goes on by default. */
async function onMutation(page, mutation, what = (route) => route.fallback()) {
  const seen = [];
  await page.route("**/graphql", async (route) => {
    const body = route.request().postData() ?? "";
    if (!body.includes(`${mutation}(`)) return route.fallback();
    seen.push(JSON.parse(body).variables.input);
    return what(route, seen.length);
  });
  return seen;
}

test("a press shows at once, before the server has answered, and stays when it has", async () => {
  const { page, patient } = await patientWith(TWO);
  let answer;
  const asked = new Promise((resolve) => (answer = resolve));
  const held = [];
  const seen = await onMutation(page, "checkIn", async (route) => {
    held.push(route);
    await asked;
    return route.fallback();
  });
  await page.getByRole("button", { name: "Done for today" }).click();
  await allDone(page);
  await eventually(() => held.length > 0);
  assert.deepEqual(await counted(it.server, patient), [], "the server has not heard of it yet");
  assert.equal(await page.getByText("Everything due today is checked in.").count(), 0, "nothing is promised yet");
  answer();
  await said(page, "Everything due today is checked in.");
  await allDone(page);
  await page.getByText("1 of 7 done").first().waitFor();
  assert.equal((await counted(it.server, patient)).length, 2);
  assert.equal(seen.length, 2, "each step is sent once");
  assert.deepEqual(await kept(page), []);
});

test("what the server does not count is taken back, with the reason", async () => {
  const { page, steps } = await patientWith(ONE);
  await onMutation(page, "checkIn", (route) =>
    route.fulfill({ json: { data: { checkIn: { results: [{ status: "NOT_DUE_YET", step: { id: steps[0].id } }] } } } }),
  );
  await page.getByRole("button", { name: /^Done: / }).click();
  await warned(page, `This is not due yet, so nothing was counted: ${steps[0].description}.`);
  await page.getByRole("button", { name: /^Done: / }).waitFor();
  await page.getByText("One thing to do today").waitFor();
  assert.deepEqual(await kept(page), []);
});

test("a step that the doctor has ended meanwhile is taken back, and leaves the page", async () => {
  const { page, steps, doctor } = await patientWith(ONE);
  await onMutation(page, "checkIn", async (route) => {
    const end = "mutation ($input: CancelStepInput!) { cancelStep(input: $input) { step { id } } }";
    await ask(it.server, end, { input: { stepId: steps[0].id } }, doctor.token);
    return route.fallback();
  });
  await page.getByRole("button", { name: /^Done: / }).click();
  await warned(page, "This is no longer part of your plan");
  await page.getByText("Nothing is due today.").waitFor();
});

test("a press that fails at the server is taken back, with what to do", async () => {
  const { page } = await patientWith(ONE);
  await onMutation(page, "checkIn", (route) =>
    route.fulfill({
      json: {
        data: null,
        errors: [{ message: "something went wrong; its id is 1", extensions: { code: "INTERNAL" } }],
      },
    }),
  );
  await page.getByRole("button", { name: /^Done: / }).click();
  await warned(page, "That did not work, and the page shows your plan as it is. Something went wrong");
  await page.getByRole("button", { name: /^Done: / }).waitFor();
  assert.deepEqual(await kept(page), []);
});

test("what is pressed without a connection is kept, and sent once when it is back", async () => {
  const { page, patient } = await patientWith(TWO);
  const seen = await onMutation(page, "checkIn");
  await page.context().setOffline(true);
  await page.getByRole("button", { name: "Done for today" }).click();
  await allDone(page);
  await said(page, "2 entries are kept on this device");
  assert.deepEqual(await counted(it.server, patient), []);
  await page.context().setOffline(false);
  await said(page, "Everything due today is checked in.");
  await allDone(page);
  await page.getByText("1 of 7 done").first().waitFor();
  assert.equal((await counted(it.server, patient)).length, 2);
  assert.equal(new Set(seen.map(({ clientMutationId }) => clientMutationId)).size, 2, "two steps, two presses");
  assert.equal(await page.getByText("kept on this device").count(), 0);
  assert.deepEqual(await kept(page), []);
});

test("a press whose answer is lost is sent again under the same id, and counts once", async () => {
  const { page, patient } = await patientWith(ONE);
  const seen = await onMutation(page, "checkIn", async (route, n) => {
    if (n > 1) return route.fallback();
    await route.fetch();
    return route.abort();
  });
  await page.getByRole("button", { name: /^Done: / }).click();
  await said(page, "Done: ");
  await page.getByText("1 of 7 done").waitFor();
  assert.equal(seen.length, 2);
  assert.equal(seen[0].clientMutationId, seen[1].clientMutationId);
  assert.equal((await counted(it.server, patient)).length, 1);
});

test("what was pressed without a connection outlives the page, with ids and days alone", async () => {
  const { page, patient, steps } = await patientWith(TWO);
  await page.context().setOffline(true);
  await page.getByRole("button", { name: `Done: ${steps[0].description}` }).click();
  await said(page, "One entry is kept on this device");
  const [[, text]] = await kept(page);
  const [press] = JSON.parse(text);
  assert.deepEqual(Object.keys(press).sort(), ["day", "id", "stepId", "tried", "what"]);
  assert.equal(press.stepId, steps[0].id);
  assert.doesNotMatch(text, /doxycycline|Walk|Paula|example\.org/);
  // Left, not reloaded: the browser's own page for "no connection" loads again by itself, at a moment of its choice.
  await page.goto("about:blank");
  await page.context().setOffline(false);
  await page.goto("/me");
  await said(page, "What you entered without a connection has been sent.");
  await page.getByRole("button", { name: `Undo: ${steps[0].description}` }).waitFor();
  await page.getByText("One thing to do today").waitFor();
  const found = await counted(it.server, patient);
  assert.deepEqual(
    found.map(({ step }) => step.id),
    [steps[0].id],
  );
  assert.deepEqual(await kept(page), []);
});

test("a page that is loaded while the server is away sends what was kept as soon as it can", async () => {
  const { page, patient } = await patientWith(ONE);
  let away = true;
  await page.route(/\/(graphql|livez)$/, (route) => (away ? route.abort() : route.fallback()));
  await page.getByRole("button", { name: /^Done: / }).click();
  await said(page, "One entry is kept on this device");
  await page.reload();
  await page.getByText("The server cannot be reached at the moment.").waitFor();
  assert.deepEqual(await counted(it.server, patient), []);
  away = false;
  await said(page, "What you entered without a connection has been sent.");
  await allDone(page);
  assert.equal((await counted(it.server, patient)).length, 1);
});

test("a press without a connection can be taken back, and then nothing is counted", async () => {
  const { page, patient } = await patientWith(ONE);
  await page.context().setOffline(true);
  await page.getByRole("button", { name: /^Done: / }).click();
  await page.getByRole("button", { name: /^Undo: / }).click();
  await page.getByRole("button", { name: /^Done: / }).waitFor();
  await page.context().setOffline(false);
  await said(page, "Taken back");
  await page.getByText("One thing to do today").waitFor();
  assert.deepEqual(await counted(it.server, patient), []);
});

test("two tabs do not send one press twice", async () => {
  const { page, patient } = await patientWith(ONE);
  const second = await it.tab(page);
  await second.goto("/me");
  await second.getByRole("button", { name: "Done for today" }).waitFor();
  const [first, other] = [await onMutation(page, "checkIn"), await onMutation(second, "checkIn")];
  await page.context().setOffline(true);
  await page.getByRole("button", { name: "Done for today" }).click();
  await allDone(second);
  await page.context().setOffline(false);
  await eventually(async () => (await counted(it.server, patient)).length === 1);
  await eventually(async () => (await kept(page)).length === 0);
  await allDone(page);
  await allDone(second);
  const ids = new Set([...first, ...other].map(({ clientMutationId }) => clientMutationId));
  assert.equal(ids.size, 1);
  assert.equal((await counted(it.server, patient)).length, 1);
});

test("signing out leaves nothing of it in the browser", async () => {
  const { page } = await patientWith(ONE);
  const never = new Promise(() => {});
  await onMutation(page, "checkIn", () => never);
  await page.getByRole("button", { name: /^Done: / }).click();
  await allDone(page);
  assert.equal((await kept(page)).length, 1);
  await page.getByRole("button", { name: "Sign out", exact: true }).first().click();
  await page.waitForURL((url) => url.pathname === "/");
  assert.deepEqual(await kept(page), []);
});

test("what was kept for a day that is closed by now is given up, and says so", async () => {
  const { page, patient } = await patientWith(ONE);
  await page.context().setOffline(true);
  await page.getByRole("button", { name: /^Done: / }).click();
  await said(page, "One entry is kept on this device");
  // As if the device had been away for a week.
  await page.evaluate(() => {
    const key = Object.keys(localStorage).find((name) => name.startsWith("aftercare-kept-"));
    const before = new Date(Date.now() - 7 * 86_400_000).toISOString().slice(0, 10);
    const presses = JSON.parse(localStorage.getItem(key)).map((press) => ({ ...press, day: before }));
    localStorage.setItem(key, JSON.stringify(presses));
  });
  await page.context().setOffline(false);
  await warned(page, "could not be sent in time. The calendar shows what was counted.");
  await page.getByRole("button", { name: /^Done: / }).waitFor();
  assert.deepEqual(await counted(it.server, patient), []);
  assert.deepEqual(await kept(page), []);
});

test(
  "what was pressed before midnight counts for that day, until the morning's reminder",
  { skip: noPast },
  async () => {
    // A zone in which it is between two and three at night.
    const offset = ((2 - new Date().getUTCHours() + 36) % 24) - 12;
    const timeZone = `Etc/GMT${offset > 0 ? "-" : "+"}${Math.abs(offset)}`;
    const server = await startServer();
    try {
      let people;
      let before;
      await livePast(server, 1, async () => {
        people = await pair(server, { more: { timeZone } });
        const { steps } = await write(server, people, ONE);
        const today = "{ viewer { ... on Patient { today { day } } } }";
        before = {
          day: (await ask(server, today, {}, people.patient.token)).viewer.today.day,
          stepId: steps.nodes[0].id,
        };
      });
      const page = await it.open({}, server);
      await page.goto("/");
      // What the page kept yesterday, when the connection was gone.
      await page.evaluate(
        ([id, press]) => localStorage.setItem(`aftercare-kept-${id}`, JSON.stringify([press])),
        [people.patient.id, { id: "yesterday-1", what: "checkIn", tried: true, ...before }],
      );
      await signIn(page, people.patient, "/me");
      await said(page, "What you entered without a connection has been sent.");
      await page.getByText("1 of 7 done").waitFor();
      await page.getByText("One thing to do today").waitFor();
      const token = await tokenNow(server, people.patient);
      assert.deepEqual(
        (await counted(server, { token })).map(({ day }) => day),
        [before.day],
      );
    } finally {
      await server.remove();
    }
  },
);
