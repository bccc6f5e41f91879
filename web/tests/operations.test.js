// The list of the pages' operations: it is up to date, and the pages need nothing else.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { operations } from "../operations.js";
import { PASSWORD, signIn } from "./help/people.js";
import { program } from "./help/server.js";
import { site } from "./help/site.js";

const pages = fileURLToPath(new URL("../pages", import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), "aftercare-operations-"));
const list = path.join(folder, "operations.json");
writeFileSync(list, execFileSync(program, ["schema", "--page-operations"]));
after(() => rmSync(folder, { recursive: true }));

const admin = { email: "admin@example.org" };
const it = site({ AFTERCARE_OPERATIONS: list }, (server) =>
  server.run(["admin", "create", "--email", admin.email], PASSWORD),
);

test("the list has what the pages' files say: node operations.js > pages/operations.json", async () => {
  const written = await operations();
  assert.equal(readFileSync(path.join(pages, "operations.json"), "utf8"), written);
  assert.equal(readFileSync(list, "utf8"), written, "and the program prints it");
});

test("no page has an operation of its own besides", async () => {
  const files = (await readdir(pages, { recursive: true })).filter((name) => name.endsWith(".js"));
  for (const name of files.filter((name) => path.basename(name) !== "queries.js"))
    assert.doesNotMatch(
      await readFile(path.join(pages, name), "utf8"),
      /["`](query|mutation|subscription)\b[^`"]*\{/,
      name,
    );
});

/** A person's window, and every operation that the server refuses in it. */
async function window() {
  const page = await it.open();
  const refused = [];
  const look = (text) => /"FORBIDDEN"/.test(text) && refused.push(text);
  page.on("response", async (response) => {
    if (response.url().endsWith("/graphql")) look(await response.text().catch(() => ""));
  });
  page.on("websocket", (socket) => socket.on("framereceived", ({ payload }) => look(String(payload))));
  return { page, refused };
}

/** Opens each of these parts and waits for what is in it once it is loaded. */
async function visit(page, parts) {
  for (const [address, shows] of parts) {
    await page.goto(address);
    await page.locator(shows).first().waitFor();
  }
}

test("a server with that list and nothing else serves all pages", async () => {
  const start = await window();
  await start.page.goto("/");
  await start.page.getByRole("button", { name: "Make sample people" }).click();
  await start.page.getByRole("button", { name: "Sign in as the patient" }).click();
  await start.page.waitForURL("**/me");
  await start.page
    .getByRole("button", { name: /^Done: / })
    .first()
    .click();
  await start.page
    .getByRole("button", { name: /^Undo: / })
    .first()
    .click();
  await visit(start.page, [
    ["/me#notes", "mark"],
    ["/me#record", ".log li"],
    ["/me#settings", "text=this device"],
    ["/me", ".calendar"],
  ]);

  const doctor = await window();
  await doctor.page.goto("/");
  await doctor.page.getByRole("button", { name: "Make sample people" }).click();
  await doctor.page.getByRole("button", { name: "Sign in as the doctor" }).click();
  await doctor.page.waitForURL("**/dashboard");
  await doctor.page.getByText("Live: everything up to now is here").waitFor();
  await doctor.page.getByRole("link", { name: "Paula Example" }).first().click();
  await doctor.page.getByRole("button", { name: "Why?" }).click();
  await doctor.page.locator("#explanation li").first().waitFor();
  await doctor.page.getByLabel("Note", { exact: true }).fill("Walk for 20 minutes every day for 7 days.");
  await doctor.page.getByRole("button", { name: "Submit the note" }).click();
  await doctor.page.getByRole("region", { name: "Plan in force" }).getByText("Walk for 20 minutes").waitFor();
  await visit(doctor.page, [["/dashboard#settings", "#password"]]);

  const operator = await window();
  await signIn(operator.page, admin, "/admin");
  await visit(operator.page, [
    ["/admin", "text=admin@example.org"],
    ["/admin#system", "#card-sweeps"],
  ]);
  for (const { refused } of [start, doctor, operator]) assert.deepEqual(refused, []);
});
