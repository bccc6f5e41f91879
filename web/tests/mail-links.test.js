// The links in a reminder's mail, opened by somebody without a session and without JavaScript: checking in and stopping the mails.

import assert from "node:assert/strict";
import { test } from "node:test";
import { findings } from "./help/axe.js";
import { confirm, mailTo, pair, signIn, write } from "./help/people.js";
import { site } from "./help/site.js";

const it = site();

/** A patient who has got a reminder, and where its links lead on this server. */
async function reminded() {
  const people = await pair(it.server, { more: { timeZone: "Pacific/Pago_Pago" } });
  await confirm(it.server, people.patient);
  await write(
    it.server,
    people,
    "Take doxycycline 100 mg twice daily for 7 days. Take ibuprofen 400 mg daily for 5 days.",
  );
  const day = new Intl.DateTimeFormat("en-CA", { timeZone: "Pacific/Pago_Pago" }).format(new Date());
  await it.server.run(["sweep", "run", "--day", day]);
  const mail = await mailTo(it.server, people.patient.email, /\/reminder\//);
  const path = (name) => new RegExp(`/${name}/[\\w.~-]+`).exec(mail)[0];
  return { ...people, checkIn: path("reminder"), stop: path("unsubscribe") };
}

/** The page at an address in one look, without JavaScript, and what axe-core says of the same page. */
async function looked(address, colorScheme, heading) {
  const narrow = { colorScheme, viewport: { width: 320, height: 640 } };
  const page = await it.open({ ...narrow, javaScriptEnabled: false });
  await page.goto(address);
  await page.getByRole("heading", { level: 1, name: heading }).waitFor();
  const seen = await it.open(narrow);
  await seen.goto(address);
  assert.deepEqual(await findings(seen), [], `${heading}, ${colorScheme}`);
  assert.ok(await seen.evaluate(() => document.documentElement.scrollWidth <= 320), `${heading} scrolls sideways`);
  const low = await seen.evaluate(
    () => [...document.querySelectorAll("button")].filter((one) => one.getBoundingClientRect().height < 44).length,
  );
  assert.equal(low, 0, "what is pressed is 44 pixels high");
  return page;
}

test("a patient checks in and stops the mails by the links of a mail, and their own page shows both", async () => {
  const { patient, checkIn, stop } = await reminded();
  await looked(checkIn, "dark", "Your steps for today");
  const day = await looked(checkIn, "light", "Your steps for today");
  await day.getByText("2 steps are due.").waitFor();
  const me = await it.open();
  await signIn(me, patient, "/me");
  await me.getByText("2 things to do today").waitFor();
  await day.getByRole("button").click();
  await day.getByText("2 steps are checked in.").waitFor();
  assert.equal(await day.getByRole("button").count(), 0, "nothing is left to press");
  await me.getByText("Everything is done for today.").waitFor();
  await looked(checkIn, "dark", "Thank you");

  await looked(stop, "dark", "Stop the reminders?");
  const page = await looked(stop, "light", "Stop the reminders?");
  await me.getByRole("link", { name: "Settings" }).click();
  await me.getByText("Reminders are mailed to you.").waitFor();
  await page.getByRole("button").click();
  await page.getByRole("heading", { level: 1, name: "The reminders are off" }).waitFor();
  await looked(stop, "dark", "The reminders are off");
  await me.reload();
  await me.getByText(/^You stopped the reminders on /).waitFor();
});

test("a link that is not whole says so, and what to do", async () => {
  for (const colorScheme of ["light", "dark"]) {
    const page = await looked("/reminder/AAAA", colorScheme, "This link does not work");
    assert.equal(await page.getByRole("button").count(), 0);
  }
});
