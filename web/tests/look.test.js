// Everybody can use the pages: no serious finding of axe-core, in light and dark; 320 pixels wide without scrolling sideways; targets
// of 44 pixels; and all four languages.

import assert from "node:assert/strict";
import { test } from "node:test";
import { findings } from "./help/axe.js";
import { pair, PASSWORD, signIn, write } from "./help/people.js";
import { site } from "./help/site.js";

const admin = { email: "admin@example.org" };
let people;
const it = site({}, async (server) => {
  await server.run(["admin", "create", "--email", admin.email], PASSWORD);
  people = await pair(server);
  await write(
    server,
    people,
    "Take doxycycline 100 mg twice daily for 7 days. Rest today. Take paracetamol 500 mg as needed for pain.",
  );
  await write(
    server,
    people,
    "Take doxycycline 100 mg twice daily for 7 days. Metformin 500 mg twice daily for several weeks. Rest today.",
  );
  await write(server, people, "Doing well today.");
});

/** Every page and part of a page: whose it is, and what is there once it is loaded. */
const views = () => [
  { address: "/", shows: "#lead" },
  { address: "/#sign-up", shows: "#sign-up-name" },
  { address: "/confirm", shows: "#confirm" },
  { address: "/reset", shows: "#choose" },
  { address: "/nowhere", shows: "#title" },
  { address: "/pages/docs.html", shows: "article" },
  { who: people.patient, home: "/me", address: "/me", shows: ".calendar" },
  { who: people.patient, home: "/me", address: "/me#notes", shows: "mark" },
  { who: people.patient, home: "/me", address: "/me#record", shows: ".log li" },
  { who: people.patient, home: "/me", address: "/me#settings", shows: "#password" },
  { who: people.doctor, home: "/dashboard", address: "/dashboard", shows: ".strip" },
  { who: people.doctor, home: "/dashboard", address: "/dashboard#settings", shows: "#password" },
  { who: people.doctor, home: "/dashboard", address: `/dashboard#${people.patient.id}`, shows: ".notes mark" },
  { who: admin, home: "/admin", address: "/admin", shows: "#card-accounts" },
  { who: admin, home: "/admin", address: "/admin#system", shows: "#card-sweeps" },
];

/** Calls `look` on every view, in a window of these options, signing in where it must be. */
async function everywhere(options, look) {
  const pages = new Map();
  for (const { who, home, address, shows } of views()) {
    if (!pages.has(home)) {
      const page = await it.open(options);
      if (who) await signIn(page, who, home);
      pages.set(home, page);
    }
    const page = pages.get(home);
    await page.goto(address);
    await page.locator(shows).first().waitFor();
    await look(page, address);
  }
}

for (const colorScheme of ["light", "dark"]) {
  test(`no serious or critical finding of axe-core on any page, ${colorScheme}`, async () => {
    await everywhere({ colorScheme, reducedMotion: "reduce" }, async (page, address) => {
      assert.deepEqual(await findings(page), [], `${address}, ${colorScheme}`);
    });
  });
}

test("nothing is cut off at 320 pixels, and what is pressed is 44 pixels high", async () => {
  await everywhere({ viewport: { width: 320, height: 640 }, reducedMotion: "reduce" }, async (page, address) => {
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 320), `${address} scrolls sideways`);
    const small = await page.evaluate(() =>
      [...document.querySelectorAll("button, select, input:not([type=checkbox], [type=radio]), nav a, .button")]
        .filter((element) => element.offsetParent && element.getBoundingClientRect().height < 44)
        .map((element) => element.outerHTML.slice(0, 120)),
    );
    assert.deepEqual(small, [], address);
  });
});

const SIGNS = {
  "es-ES": ["El cuidado sigue después de la visita", "Hecho por hoy", "Le espera"],
  "fr-FR": ["Les soins continuent après la visite", "Fait pour aujourd'hui", "vous attend"],
  "de-DE": ["Die Behandlung geht nach dem Besuch weiter", "Für heute erledigt", "wartet auf Sie"],
};

for (const [locale, [start, done, waits]] of Object.entries(SIGNS)) {
  test(`the pages speak the browser's language: ${locale}`, async () => {
    const page = await it.open({ locale });
    await page.goto("/");
    await page.getByRole("heading", { level: 1, name: start }).waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.lang), locale.slice(0, 2));
    await page.locator("#sign-in-email").fill(people.patient.email);
    await page.locator("#sign-in-password").fill(PASSWORD);
    await page.locator("#sign-in button").click();
    await page.waitForURL("**/me");
    await page.getByRole("button", { name: done }).waitFor();
    const doctor = await it.open({ locale });
    await doctor.goto("/");
    await doctor.locator("#sign-in-email").fill(people.doctor.email);
    await doctor.locator("#sign-in-password").fill(PASSWORD);
    await doctor.locator("#sign-in button").click();
    await doctor.waitForURL("**/dashboard");
    await doctor.goto(`/dashboard#${people.patient.id}`);
    await doctor.getByText(waits).first().waitFor();
  });
}

test("the language is switched in the header, in place, and is kept", async () => {
  const page = await it.open();
  await page.goto("/");
  await page.locator("#sign-in-email").fill("half@example");
  await page.getByLabel("Language").selectOption("fr");
  await page.getByRole("heading", { level: 1, name: "Les soins continuent après la visite" }).waitFor();
  assert.equal(await page.locator("#sign-in-email").inputValue(), "half@example", "what was entered stays");
  await page.reload();
  await page.getByRole("heading", { level: 1, name: "Les soins continuent après la visite" }).waitFor();
});
