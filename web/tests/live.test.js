// What is live: two people, two tabs, a server that goes away and comes back.

import assert from "node:assert/strict";
import { test } from "node:test";
import { choose, pair, signIn, write } from "./help/people.js";
import { ask, eventually } from "./help/server.js";
import { site } from "./help/site.js";

const it = site();
const CHECK_IN = "mutation ($input: CheckInInput) { checkIn(input: $input) { day } }";
const UNDO = "mutation ($input: UndoCheckInInput!) { undoCheckIn(input: $input) { step { id } } }";

const feedOf = (page) => page.getByRole("region", { name: "What happens now" });
const isLive = (page) => page.getByText("Live: everything up to now is here").waitFor();
const feedLines = (page) => feedOf(page).locator("li p:first-child").allTextContents();

test("the patient's page shows new steps without being loaded again", async () => {
  const people = await pair(it.server);
  const page = await it.open();
  await signIn(page, people.patient, "/me");
  await page.getByText("Nothing is due today.").waitFor();
  await write(it.server, people, "Take doxycycline 100 mg twice daily for 7 days.");
  await page.getByText("One thing to do today").waitFor();
  await page.getByText("there are new steps").waitFor();
});

test("two tabs of one patient show the same", async () => {
  const people = await pair(it.server);
  await write(it.server, people, "Take doxycycline 100 mg twice daily for 7 days.");
  const first = await it.open();
  await signIn(first, people.patient, "/me");
  const second = await it.tab(first);
  await second.goto("/me");
  await second.getByText("One thing to do today").waitFor();
  await first.getByRole("button", { name: "Done for today" }).click();
  await second.getByText("Everything is done for today.").waitFor();
});

test("when the server goes away and comes back, nothing is lost and nothing comes twice", async () => {
  const people = await pair(it.server);
  const { steps } = await write(
    it.server,
    people,
    "Take doxycycline 100 mg twice daily for 7 days. Walk for 20 minutes every day for 7 days.",
  );
  const [first, second] = steps.nodes;
  const [doctor, patient] = [await it.open(), await it.open()];
  await signIn(doctor, people.doctor, "/dashboard");
  await signIn(patient, people.patient, "/me");
  await isLive(doctor);
  await ask(it.server, CHECK_IN, { input: { stepId: first.id } }, people.patient.token);
  await feedOf(doctor).getByText(`checked in: ${first.description}`).waitFor();

  await it.server.end();
  await doctor.getByText("The server cannot be reached at the moment.").waitFor();
  await patient.getByText("The server cannot be reached at the moment.").waitFor();
  await feedOf(doctor).getByText("Not connected: trying again").waitFor();
  await it.server.start();
  // While the pages are still away.
  await ask(it.server, CHECK_IN, { input: { stepId: second.id } }, people.patient.token);
  await ask(it.server, UNDO, { input: { stepId: first.id } }, people.patient.token);

  await isLive(doctor);
  await feedOf(doctor).getByText(`took a check-in back: ${first.description}`).waitFor();
  await patient.getByText("One thing to do today").waitFor();
  await patient.getByRole("button", { name: `Undo: ${second.description}` }).waitFor();
  const lines = await feedLines(doctor);
  for (const sentence of [
    `Paula Example checked in: ${second.description}`,
    `Paula Example took a check-in back: ${first.description}`,
  ]) {
    assert.equal(lines.filter((line) => line === sentence).length, 1, `${sentence}: ${lines.join(" | ")}`);
  }
  assert.equal(await doctor.getByText("The server cannot be reached at the moment.").count(), 0);
});

test("a page that is opened while the server is away begins by itself once it is back", async () => {
  const people = await pair(it.server);
  const page = await it.open();
  await signIn(page, people.patient, "/me");
  let away = true;
  await page.route(/\/(graphql|livez)$/, (route) => (away ? route.abort() : route.fallback()));
  await page.reload();
  await page.getByText("The server cannot be reached at the moment.").waitFor();
  away = false;
  await page.getByText("Nothing is due today.").waitFor();
});

test("a tab that is loaded again keeps its place in the feed", async () => {
  const people = await pair(it.server);
  const { steps } = await write(it.server, people, "Take doxycycline 100 mg twice daily for 7 days.");
  const page = await it.open();
  await signIn(page, people.doctor, "/dashboard");
  await isLive(page);
  await ask(it.server, CHECK_IN, { input: {} }, people.patient.token);
  await feedOf(page).getByText("checked in:").waitFor();
  await page.goto("about:blank");
  await ask(it.server, UNDO, { input: { stepId: steps.nodes[0].id } }, people.patient.token);
  await page.goto("/dashboard");
  await feedOf(page).getByText("took a check-in back:").waitFor();
});

test("a token that the server no longer takes is renewed once, for all tabs", async () => {
  const people = await pair(it.server);
  const first = await it.open();
  await signIn(first, people.patient, "/me");
  const second = await it.tab(first);
  await second.goto("/me");
  await second.getByText("Nothing is due today.").waitFor();
  await first.getByText("Nothing is due today.").waitFor();
  let renewed = 0;
  await first.context().route("**/graphql", (route) => {
    if (route.request().postData()?.includes("refreshSession")) renewed += 1;
    if (renewed > 0) return route.fallback();
    const errors = [{ message: "the token has expired", extensions: { code: "UNAUTHENTICATED" } }];
    return route.fulfill({ json: { data: null, errors } });
  });
  // Both tabs hear of the note and ask for the page again, with tokens that are refused.
  await write(it.server, people, "Take doxycycline 100 mg twice daily for 7 days.");
  await first.getByText("One thing to do today").waitFor();
  await second.getByText("One thing to do today").waitFor();
  assert.equal(renewed, 1);
});

test("signing out in one tab ends the other one", async () => {
  const people = await pair(it.server);
  const first = await it.open();
  await signIn(first, people.patient, "/me");
  const second = await it.tab(first);
  await second.goto("/me");
  await second.getByText("Nothing is due today.").waitFor();
  await first.getByRole("button", { name: "Sign out", exact: true }).first().click();
  await second.waitForURL((url) => url.pathname === "/");
});

test("a page whose place in the stream is no longer kept loads its data again, and goes on", async () => {
  const people = await pair(it.server);
  const page = await it.open();
  await page.routeWebSocket("**/graphql", (socket) => {
    const server = socket.connectToServer();
    let refused = false;
    socket.onMessage(async (message) => {
      if (refused || !message.includes('"subscribe"')) return server.send(message);
      refused = true;
      // Nobody tells the page of this note.
      await write(it.server, people, "Take doxycycline 100 mg twice daily for 7 days.");
      const payload = [
        { message: "what happened after this cursor is no longer kept", extensions: { code: "CURSOR_EXPIRED" } },
      ];
      return socket.send(JSON.stringify({ id: "events", type: "error", payload }));
    });
  });
  await signIn(page, people.patient, "/me");
  await page.getByText("One thing to do today").waitFor();
});

test("a place in the stream that there never was is given up for the present one", async () => {
  const people = await pair(it.server);
  const page = await it.open();
  await signIn(page, people.doctor, "/dashboard");
  await isLive(page);
  await page.evaluate((key) => sessionStorage.setItem(key, "AAAAD_____8"), `aftercare-place-${people.doctor.id}`);
  await page.reload();
  await isLive(page);
  await write(it.server, people, "Rest today.");
  await feedOf(page).getByText("has 1 new step from a note.").waitFor();
});

test("a doctor who is replaced sees nothing more of the patient, in the open page either", async () => {
  const people = await pair(it.server);
  const page = await it.open();
  await signIn(page, people.doctor, "/dashboard");
  await page.getByRole("link", { name: "Paula Example" }).first().click();
  await page.getByText("No step is in force.").waitFor();
  const other = await pair(it.server, { doctor: "Dr. Other One", patient: "Olga Other" });
  await choose(it.server, { doctor: other.doctor, patient: people.patient });
  await write(
    it.server,
    { doctor: other.doctor, patient: people.patient },
    "Take doxycycline 100 mg twice daily for 7 days.",
  );
  // The doctor comes back to the tab.
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await page.getByText("This patient is not yours to see").waitFor();
  await page.getByRole("link", { name: "Back to the work list" }).click();
  await page.getByText("No patient has chosen you yet.").waitFor();
  assert.equal(await page.getByText("doxycycline").count(), 0);
  assert.equal((await page.content()).includes("Paula Example"), false);
});

test("a connection that is alive is kept, and one that went silent is made again", async () => {
  const people = await pair(it.server);
  const page = await it.open();
  await page.clock.install();
  const connections = [];
  let silent = false;
  await page.routeWebSocket("**/graphql", (socket) => {
    const mine = { pongs: 0, dead: false };
    connections.push(mine);
    const server = socket.connectToServer();
    socket.onMessage((message) => mine.dead || server.send(message));
    server.onMessage((message) => {
      if (silent && connections.length === 1) mine.dead = true;
      if (message.includes('"pong"')) mine.pongs += 1;
      if (!mine.dead) socket.send(message);
    });
  });
  await signIn(page, people.patient, "/me");
  await page.getByText("Nothing is due today.").waitFor();
  await eventually(() => connections.length === 1);
  await page.clock.runFor(1000);
  for (const pongs of [1, 2, 3, 4]) {
    await page.clock.runFor(15_000);
    await eventually(() => connections[0].pongs >= pongs);
  }
  assert.equal(connections.length, 1, "a minute, and still the same connection");
  silent = true;
  await page.clock.runFor(60_000);
  await eventually(() => connections.length === 2);
  await write(it.server, people, "Take doxycycline 100 mg twice daily for 7 days.");
  await page.getByText("One thing to do today").waitFor();
});
