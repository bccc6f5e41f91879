// GraphiQL for a server that was built without its own: the files that it loads from unpkg.com are the ones that are pinned, and
// with them it asks and follows what happens.

import assert from "node:assert/strict";
import { test } from "node:test";
import { pair, write } from "./help/people.js";
import { ask, eventually } from "./help/server.js";
import { hashOf, html, pinnedFiles, pins } from "./help/pinned.js";
import { site } from "./help/site.js";

const it = site();
const files = pinnedFiles();
const skip = files ? false : "the npm registry cannot be reached";
const POLICY =
  "default-src 'none'; script-src 'self' https://unpkg.com; style-src 'self' 'unsafe-inline' https://unpkg.com; " +
  "font-src data: https://unpkg.com; img-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; base-uri 'none'; " +
  "form-action 'self'; frame-ancestors 'none'";

/** The page with unpkg.com's files; `edit` may change one on its way. */
async function open(edit = (bytes) => bytes) {
  const page = await it.open();
  const asked = [];
  await page.route("https://unpkg.com/**", (route) => {
    const address = route.request().url();
    asked.push(address);
    const contentType = address.endsWith(".css") ? "text/css" : "text/javascript";
    const headers = { "access-control-allow-origin": "*", "content-type": contentType };
    return route.fulfill({ headers, body: edit(files.get(address), address) });
  });
  // Whether or not this server was built with its own.
  const headers = { "content-security-policy": POLICY, "content-type": "text/html; charset=utf-8" };
  await page.route("**/graphiql", (route) => route.fulfill({ headers, body: html }));
  await page.goto("/graphiql");
  return { page, asked };
}

/** Writes the token where the page says, and an operation, and runs it. */
async function run(page, token, operation) {
  await page.getByRole("button", { name: "Headers" }).waitFor();
  const into = async (editor, text) => {
    await page.locator(`${editor} .CodeMirror`).first().click();
    await page.keyboard.press("Control+A");
    await page.keyboard.insertText(text);
  };
  await into(
    ".graphiql-editor-tool .graphiql-editor:not(.hidden)",
    JSON.stringify({ Authorization: `Bearer ${token}` }),
  );
  await into(".graphiql-query-editor", operation);
  // It has read the operation once its tab is called after it.
  await page.getByRole("tab", { name: operation.split(" ")[1] }).waitFor();
  await page.getByRole("button", { name: /^Execute query/ }).click();
}

const result = (page) => page.locator(".result-window").innerText();

test("the pinned hashes are those of the packages", { skip }, () => {
  assert.ok(pins.length >= 5, "the page names its files");
  for (const { address, integrity } of pins) assert.equal(hashOf(files.get(address)), integrity, address);
});

test("it renders, asks as the signed-in person, and follows what happens", { skip }, async () => {
  const people = await pair(it.server);
  const { page, asked } = await open();
  await run(page, people.patient.token, "query WhoAmI { viewer { name } }");
  await eventually(async () => (await result(page)).includes('"name": "Paula Example"'));
  assert.deepEqual(asked.sort(), pins.map(({ address }) => address).sort(), "nothing else was loaded from there");
  const { eventCursor } = await ask(it.server, "{ eventCursor }", {}, people.patient.token);
  await run(page, people.patient.token, `subscription Follow { careEvents(after: "${eventCursor}") { __typename } }`);
  await page.getByRole("button", { name: /^Stop query/ }).waitFor();
  await write(it.server, people, "Rest today.");
  await eventually(async () => /StepsExtracted|NoteSubmitted/.test(await result(page)));
});

test("a file that is not the pinned one is never run, and the page says so", { skip }, async () => {
  const { page } = await open((bytes, address) =>
    address.includes("/react@") ? Buffer.concat([bytes, Buffer.from("\ndocument.title = 'changed';")]) : bytes,
  );
  await page.getByRole("alert").filter({ hasText: "the file is not the one that was pinned" }).waitFor();
  assert.equal(await page.title(), "Aftercare GraphiQL");
  // The browser reports it as well.
  page.faults.length = 0;
});
