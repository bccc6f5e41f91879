// How mails look to whoever opens one: no serious finding of axe-core, which looks at contrast too, in light and dark; every address a
// link; nothing wider than a narrow window; nothing from elsewhere.

import assert from "node:assert/strict";
import { test } from "node:test";
import { findings } from "./help/axe.js";
import { checkIn, liveAt, livePast, noonZone, noPast, tokenNow } from "./help/past.js";
import { confirm, htmlTo, pair, write } from "./help/people.js";
import { ask, eventually } from "./help/server.js";
import { site } from "./help/site.js";

const DIGEST = "mutation ($input: SetDailyDigestInput!) { setDailyDigest(input: $input) { doctor { id } } }";
const WAITING = ["jobs", "list", "--kind", "doctor_mail"];
const WISHES =
  "mutation ($input: UpdateReminderSettingsInput!) { updateReminderSettings(input: $input) { patient { id } } }";
/** What is in a mail of each kind; its HTML once it has come. */
const mails = {};

/** One doctor is told of a patient who has fallen behind, another one gets the day in numbers; one patient's mails say all. */
async function mailsOfAllKinds(server) {
  if (noPast) return;
  const [plain, full] = [{}, {}];
  await livePast(server, 4, async (ago) => {
    if (ago === 4) {
      for (const people of [plain, full]) {
        Object.assign(people, await pair(server));
        await confirm(server, people.patient);
        await confirm(server, people.doctor);
        await write(server, people, "Take doxycycline 100 mg twice daily for 20 days.");
        await checkIn(server, people.patient);
      }
      await ask(server, WISHES, { input: { mailDetail: "FULL" } }, full.patient.token);
    }
    if (ago === 2) await ask(server, DIGEST, { input: { on: true } }, await tokenNow(server, full.doctor));
    // The next day's mail is made the day before.
    if (ago === 1) await eventually(async () => (await server.run(WAITING)).includes("doctor_mail"));
  });
  mails["confirming an address"] = await htmlTo(server, plain.patient.email, /Subject: Confirm/);
  mails["a reminder that counts"] = await htmlTo(server, plain.patient.email, /You have 1 step to do today/);
  mails["a reminder that names steps"] = await htmlTo(server, full.patient.email, /These are your steps for today/);
  mails["a doctor's day in numbers"] = await htmlTo(server, full.doctor.email, /Subject: Your day at Aftercare/);
  await liveAt(server, "+31m", async () => {
    mails["a patient who has fallen behind"] = await htmlTo(server, plain.doctor.email, /has fallen behind/);
  });
}

const it = site({ AFTERCARE_TIME_ZONE: noonZone() }, mailsOfAllKinds);

for (const colorScheme of ["light", "dark"]) {
  test(`mails of every kind can be read by everybody, ${colorScheme}`, { skip: noPast }, async () => {
    for (const [kind, html] of Object.entries(mails)) {
      const page = await it.open({ colorScheme, viewport: { width: 320, height: 640 } });
      await page.setContent(html);
      assert.deepEqual(await findings(page), [], `${kind}, ${colorScheme}`);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 320), `${kind} scrolls sideways`);
      const dark = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      assert.equal(dark, colorScheme === "dark" ? "rgb(18, 18, 18)" : "rgb(255, 255, 255)", kind);
      const button = page.locator("a.button");
      if ((await button.count()) === 0) continue;
      const address = await button.getAttribute("href");
      await page.locator(`a:not(.button)[href="${address}"]`).filter({ hasText: address }).waitFor();
    }
  });
}

test("a mail of every kind has come, each with a button", { skip: noPast }, () => {
  const without = Object.entries(mails).filter(([, html]) => !html.includes('class="button"'));
  assert.deepEqual(Object.keys(mails).length, 5);
  assert.deepEqual(without, []);
});
