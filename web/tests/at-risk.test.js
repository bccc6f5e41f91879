// Patients who have fallen behind: what their doctor is shown, and what the doctor does about it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { findings } from "./help/axe.js";
import { checkIn, livePast, noonZone, noPast, tokenNow } from "./help/past.js";
import { confirm, mailTo, pair, signIn, write } from "./help/people.js";
import { ask } from "./help/server.js";
import { site } from "./help/site.js";

const zone = noonZone();
/** As many days as make a patient fall behind, unless the hospital says otherwise. */
const MISSED = 3;
/** Who each test is about, so that none sees what another one does. */
const cases = { shown: {}, snoozed: {}, resolved: {}, live: {}, optedOut: {}, keyboard: {} };

/** Everybody checks in once, misses three days, and is reminded today. */
async function fallBehind(server) {
  if (noPast) return;
  await livePast(server, MISSED + 1, async (ago) => {
    if (ago <= MISSED) return;
    for (const one of Object.values(cases)) {
      Object.assign(one, await pair(server));
      await confirm(server, one.patient);
      await write(server, one, "Take doxycycline 100 mg twice daily for 20 days.");
      await checkIn(server, one.patient);
    }
  });
  await server.run(["sweep", "run", "--day", dayFrom(0)]);
  for (const { patient } of Object.values(cases)) await mailTo(server, patient.email, /\/reminder\//);
}

const it = site({ AFTERCARE_TIME_ZONE: zone }, fallBehind);

const card = (page, name) => page.getByRole("region", { name });
const behind = (page) => card(page, "Has fallen behind");
const said = (page, text) => page.getByRole("status").filter({ hasText: text }).first().waitFor();

/** A calendar day of the hospital, so many days from today. */
function dayFrom(days) {
  const at = new Date(Date.now() + days * 86_400_000);
  return new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(at);
}

const written = (days, style) =>
  new Intl.DateTimeFormat("en-GB", { ...style, timeZone: zone }).format(new Date(Date.now() + days * 86_400_000));
const shortly = (days) => written(days, { day: "numeric", month: "short" });

/** The doctor's work list, in a window of these options. */
async function desk({ doctor }, options) {
  const page = await it.open({ timezoneId: zone, ...options });
  await signIn(page, doctor, "/dashboard");
  await card(page, "What waits for you").getByText("At risk", { exact: true }).waitFor();
  return page;
}

async function open(page, { patient }) {
  await card(page, "What waits for you")
    .getByRole("link", { name: `Open: ${patient.name}` })
    .click();
  await behind(page).waitFor();
}

async function nothingWaits(page) {
  await page.getByRole("link", { name: "Back to the work list" }).click();
  await card(page, "What waits for you").getByText("Nothing waits for you.").waitFor();
}

const WORDS = new RegExp(
  `^Missed ${MISSED} days in a row\\. Last check-in on ${shortly(-MISSED - 1)}\\. Last reminder: ${written(0, { dateStyle: "medium" })}, \\d\\d:\\d\\d\\.$`,
);

for (const colorScheme of ["light", "dark"]) {
  test(
    `the work list and the patient's page say for how long, with the last check-in and reminder, ${colorScheme}`,
    { skip: noPast },
    async () => {
      const page = await desk(cases.shown, { colorScheme, reducedMotion: "reduce" });
      const work = card(page, "What waits for you");
      await work.getByRole("button", { name: "Patients at risk 1" }).click();
      await work.getByText(WORDS).waitFor();
      assert.deepEqual(await findings(page), []);
      await open(page, cases.shown);
      await behind(page).getByText(WORDS).waitFor();
      await behind(page)
        .getByText(/^Noticed on /)
        .waitFor();
      assert.deepEqual(await findings(page), []);
    },
  );
}

test("an episode is put off until a day, and leaves the work list", { skip: noPast }, async () => {
  const page = await desk(cases.snoozed);
  await open(page, cases.snoozed);
  const until = behind(page).getByLabel("Not before");
  assert.equal(await until.inputValue(), dayFrom(7), "a week, unless the doctor says otherwise");
  await until.fill(dayFrom(0));
  assert.ok(await until.evaluate((field) => field.validity.rangeUnderflow), "not today");
  await until.fill(dayFrom(10));
  await behind(page).getByRole("button", { name: "Show later" }).click();
  const sentence = `Put off until ${written(10, { weekday: "long", day: "numeric", month: "long" })}`;
  await said(page, sentence);
  await behind(page).locator("p", { hasText: sentence }).waitFor();
  await nothingWaits(page);
  await it.server.run(["sweep", "run", "--day", dayFrom(0)]);
  await page.reload();
  await card(page, "What waits for you").getByText("Nothing waits for you.").waitFor();
});

test("an episode is settled with a reason, and is gone everywhere", { skip: noPast }, async () => {
  const page = await desk(cases.resolved);
  await open(page, cases.resolved);
  await behind(page).getByLabel("What happened").selectOption({ label: "It was done without a check-in" });
  await behind(page).getByRole("button", { name: "Settle it" }).click();
  await said(page, "It is settled. Further missed days bring it back.");
  await behind(page).waitFor({ state: "detached" });
  await nothingWaits(page);
  await it.server.run(["sweep", "run", "--day", dayFrom(0)]);
  await page.reload();
  await card(page, "What waits for you").getByText("Nothing waits for you.").waitFor();
});

test("a check-in ends it while the doctor watches, here and in the work list", { skip: noPast }, async () => {
  const [page, list] = [await desk(cases.live), await desk(cases.live)];
  await open(page, cases.live);
  await checkIn(it.server, cases.live.patient);
  await behind(page).waitFor({ state: "detached" });
  await card(list, "What waits for you").getByText("Nothing waits for you.").waitFor();
  await nothingWaits(page);
});

test("the doctor sees that the patient has stopped the reminders by the link of a mail", { skip: noPast }, async () => {
  const { patient } = cases.optedOut;
  const mail = await mailTo(it.server, patient.email, /\/unsubscribe\//);
  const link = await it.open({ javaScriptEnabled: false });
  await link.goto(/\/unsubscribe\/[\w.~-]+/.exec(mail)[0]);
  await link.getByRole("button").click();
  await link.getByRole("heading", { level: 1, name: "The reminders are off" }).waitFor();

  const page = await desk(cases.optedOut);
  const row = card(page, "My patients").getByRole("listitem").filter({ hasText: patient.name });
  const sentence = `Does not want reminders (since ${written(0, { dateStyle: "medium" })})`;
  await row.getByText(sentence).waitFor();
  await open(page, cases.optedOut);
  await card(page, "Keeping up").getByText(sentence).waitFor();
  await behind(page).getByText(WORDS).waitFor();

  const again = "mutation { subscribeReminders { patient { id } } }";
  await ask(it.server, again, {}, await tokenNow(it.server, patient));
  await page.reload();
  await card(page, "Keeping up").getByText("Reminded at").waitFor();
  assert.equal(await page.getByText(sentence).count(), 0);
});

test("the doctor puts it off and settles it by the keyboard alone", { skip: noPast }, async () => {
  const page = await desk(cases.keyboard);
  const tabTo = async (isThere) => {
    for (let tabs = 0; tabs < 60; tabs += 1) {
      await page.keyboard.press("Tab");
      if (await page.evaluate(isThere)) return;
    }
    assert.fail(`not to be reached by the keyboard: ${isThere}`);
  };
  const isKept = async () =>
    assert.notEqual(await page.evaluate(() => document.activeElement.tagName), "BODY", "the focus is not lost");
  await tabTo(() => document.activeElement.ariaLabel === "Open: Paula Example");
  await page.keyboard.press("Enter");
  await behind(page).waitFor();
  await page.waitForFunction(() => document.activeElement?.matches("h1"));
  await tabTo(() => document.activeElement.name === "until");
  await tabTo(() => document.activeElement.textContent === "Show later");
  await page.keyboard.press("Enter");
  await said(page, "Put off until");
  await isKept();
  await tabTo(() => document.activeElement.name === "reason");
  await page.keyboard.press("ArrowDown");
  await tabTo(() => document.activeElement.textContent === "Settle it");
  await page.keyboard.press("Enter");
  await said(page, "It is settled.");
  await behind(page).waitFor({ state: "detached" });
  await isKept();
});
