// GraphiQL as the server has it, built from web/graphiql: sign in, ask, read the docs, follow what happens. No other host is asked
// for anything; the page from unpkg.com, for servers without it, says what to do when it cannot be loaded.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { person, startBrowser } from "./help/browser.js";
import { ask, eventually, startServer } from "./help/server.js";

const built = existsSync(new URL("../graphiql/dist/index.html", import.meta.url));
const password = "a quiet lamp";
const note = "Take doxycycline 100 mg twice daily for 7 days.";
let server;
let browser;
let dora;
let pat;

before(async () => {
  assert.ok(built, "build it first: npm ci && npm run build in web/graphiql");
  [server, browser] = await Promise.all([startServer(), startBrowser()]);
  [dora, pat] = [await signUp("DOCTOR", "Dr. Dora"), await signUp("PATIENT", "Pat")];
  await ask(
    server,
    "mutation ($id: ID!) { selectDoctor(input: { doctorId: $id }) { assignedAt } }",
    { id: dora.id },
    pat.token,
  );
});
after(async () => {
  await browser?.close();
  await server?.remove();
});

async function signUp(role, name) {
  const email = `${role.toLowerCase()}@example.org`;
  const mutation = "mutation ($input: SignUpInput!) { signUp(input: $input) { accessToken user { id } } }";
  const { signUp } = await ask(server, mutation, { input: { email, password, name, role } });
  return { id: signUp.user.id, token: signUp.accessToken, email };
}

/** GraphiQL, signed in by its form; `first` is the operation of its first tab then. */
async function openAs({ email }, first) {
  const page = await person(browser, server);
  await page.goto("/graphiql");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.keyboard.press("Enter");
  await page.getByText("Signed in as").waitFor();
  await shows(page, "Operation Editor", `query ${first}`);
  return page;
}

const text = async (page, editor) =>
  (await page.locator(`section[aria-label="${editor}"] .view-lines`).first().innerText()).replaceAll("\u00a0", " ");

/** Waits until an editor shows the text: "Operation Editor", "Result Window" or "Variables". */
const shows = (page, editor, wanted) => eventually(async () => (await text(page, editor)).includes(wanted));

async function tab(page, name) {
  await page.getByRole("tab").filter({ hasText: name }).first().click();
  await shows(page, "Operation Editor", name);
}
const run = (page) => page.getByRole("button", { name: /^Execute query/ }).click();
const stop = (page) => page.getByRole("button", { name: /^Stop query/ }).click();

test("somebody signs in, asks, and reads what the API is", async () => {
  const page = await openAs(dora, "Patients");
  await tab(page, "Patients");
  await run(page);
  await shows(page, "Result Window", '"name": "Pat"');

  await page.getByRole("button", { name: "Show Documentation Explorer" }).click();
  await page.getByRole("link", { name: "Mutation", exact: true }).click();
  await page.getByText("Each takes one `input`").or(page.getByText("What can be changed.")).first().waitFor();
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("the tabs know the ids, and events are followed from any cursor", async () => {
  const page = await openAs(dora, "Patients");
  await tab(page, "SubmitNote");
  await shows(page, "Variables", pat.id);
  await tab(page, "CareEvents");
  await run(page);
  await page.getByText("Live: events are shown").waitFor();
  const mutation =
    "mutation ($id: ID!, $body: String!) { submitNote(input: { patientId: $id, body: $body }) { note { id } } }";
  await ask(server, mutation, { id: pat.id, body: note }, dora.token);
  await shows(page, "Result Window", "StepsExtracted");
  const cursor = await page.getByLabel("Last cursor").innerText();
  await stop(page);

  const today = "{ viewer { ... on Patient { today { due { id } } } } }";
  const { viewer } = await ask(server, today, {}, pat.token);
  const checkIn = "mutation ($id: ID!) { checkIn(input: { stepId: $id }) { day } }";
  await ask(server, checkIn, { id: viewer.today.due[0].id }, pat.token);
  await page.getByRole("button", { name: "Resume from this cursor" }).click();
  await shows(page, "Variables", cursor);
  await shows(page, "Result Window", "CheckInChanged");
  assert.notEqual(await page.getByLabel("Last cursor").innerText(), cursor);
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("a subscription comes back by itself when the server was restarted", async () => {
  const page = await openAs(dora, "Patients");
  await tab(page, "CareEvents");
  await run(page);
  await page.getByText("Live: events are shown").waitFor();
  await server.end();
  await page.getByText("The connection was lost.").waitFor();
  await server.start();
  await page.getByText("Live: events are shown").waitFor();
  const undo = "mutation ($id: ID!) { undoCheckIn(input: { stepId: $id }) { step { id } } }";
  const { viewer } = await ask(server, "{ viewer { ... on Patient { today { done { id } } } } }", {}, pat.token);
  await ask(server, undo, { id: viewer.today.done[0].id }, pat.token);
  await shows(page, "Result Window", '"undone": true');
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("whoever signs out leaves nothing behind, and the keyboard is enough", async () => {
  const page = await openAs(pat, "Today");
  await tab(page, "Today");
  await page.locator('section[aria-label="Operation Editor"] .view-lines').first().click();
  await page.keyboard.press("Control+Enter");
  await shows(page, "Result Window", "doxycycline");
  await page.getByRole("button", { name: "Sign out" }).focus();
  await page.keyboard.press("Enter");
  await page.getByLabel("Password").waitFor();
  await shows(page, "Operation Editor", "SignUpDoctor");
  await eventually(async () => (await text(page, "Result Window")).trim() === "");
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
  assert.doesNotMatch(kept, /doxycycline|patient_|Bearer/);
  assert.deepEqual(page.faults, []);
  await page.context().close();
});

test("without it, the page says that unpkg.com cannot be reached, and how to build it", async () => {
  const page = await person(browser, server);
  const html = readFileSync(new URL("../../api/src/pages/graphiql-cdn.html", import.meta.url), "utf8");
  await page.route("**/graphiql", (route) => route.fulfill({ body: html, contentType: "text/html; charset=utf-8" }));
  await page.goto("/graphiql");
  const said = page.getByRole("alert");
  await said.waitFor();
  assert.match(await said.innerText(), /could not be loaded from unpkg\.com .*npm ci && npm run build/);
  await page.context().close();
});
