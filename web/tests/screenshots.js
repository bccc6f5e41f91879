// Pictures of the pages for the documentation, with made-up people and a fortnight that has passed: docs/screenshots/*.png.

import { mkdir } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { person, startBrowser } from "./help/browser.js";
import { checkIn, livePast, noPast, tokenNow } from "./help/past.js";
import { choose, confirm, PASSWORD, signIn, someone, write } from "./help/people.js";
import { startServer } from "./help/server.js";

const folder = fileURLToPath(new URL("../../docs/screenshots", import.meta.url));
const DAYS = 12;
/** Days ago on which each of them forgot. */
const FORGOT = { paula: [9, 4], max: [4, 3, 2, 1], zoe: [11, 10, 8, 7, 5, 2], nora: [6] };

const people = {};

async function begin(server) {
  people.doctor = await someone(server, "DOCTOR", "Dr. Dora Sample");
  const names = { paula: "Paula Example", max: "Max Muster", zoe: "Zoe Zebra", nora: "Nora Neu" };
  for (const [key, name] of Object.entries(names)) {
    people[key] = await someone(server, "PATIENT", name);
    await choose(server, { doctor: people.doctor, patient: people[key] });
  }
  for (const one of Object.values(people)) await confirm(server, one);
  const to = (key, note) => write(server, { doctor: people.doctor, patient: people[key] }, note);
  await to(
    "paula",
    "Throat infection, fever since Sunday. Take amoxicillin 500 mg three times a day for 14 days. Walk for 20 minutes every day for 20 days. Take paracetamol 500 mg as needed for pain.",
  );
  await to("max", "Take metformin 500 mg twice daily for 30 days.");
  await to("zoe", "Take doxycycline 100 mg twice daily for 14 days. Do the shoulder exercises every day for 21 days.");
  await to("nora", "Take ramipril 5 mg every morning for 30 days.");
}

async function yesterdays(server) {
  await livePast(server, DAYS, async (ago) => {
    if (ago === DAYS) await begin(server);
    for (const [key, forgot] of Object.entries(FORGOT)) {
      if (!forgot.includes(ago)) await checkIn(server, people[key]);
    }
  });
}

async function shots(server, browser) {
  const picture = async (page, name, options) => {
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: path.join(folder, `${name}.png`), animations: "disabled", ...options });
  };
  const open = (width, height, options) =>
    person(browser, server, { viewport: { width, height }, reducedMotion: "reduce", ...options });

  const start = await open(1080, 720);
  await start.goto("/");
  await start.getByRole("heading", { level: 1 }).waitFor();
  await picture(start, "start");

  const me = await open(900, 1080);
  await signIn(me, people.paula, "/me");
  await me.getByRole("button", { name: "Done for today" }).waitFor();
  await picture(me, "me");
  await me.getByRole("link", { name: "Notes", exact: true }).click();
  await me.locator("mark").first().waitFor();
  await picture(me, "me-notes", { clip: { x: 0, y: 0, width: 900, height: 640 } });

  const phone = await open(390, 844, { colorScheme: "dark" });
  await signIn(phone, people.paula, "/me");
  await phone.getByRole("button", { name: "Done for today" }).waitFor();
  await picture(phone, "me-phone-dark");

  const desk = await open(1150, 980);
  await signIn(desk, people.doctor, "/dashboard");
  await desk.getByText("Live: everything up to now is here").waitFor();
  const doctor = { ...people.doctor, token: await tokenNow(server, people.doctor) };
  await write(
    server,
    { doctor, patient: people.nora },
    "Take ramipril 5 mg every morning for 30 days. Metformin 500 mg twice daily for several weeks. Blood test on Friday.",
  );
  await checkIn(server, people.zoe);
  await desk.getByText("Step to review", { exact: true }).waitFor();
  await desk
    .getByText(/Zoe Zebra checked in/)
    .first()
    .waitFor();
  await picture(desk, "dashboard");
  await desk.getByRole("link", { name: "Open: Nora Neu" }).click();
  await desk.locator(".notes mark").first().waitFor();
  await picture(desk, "patient");

  await server.run(["admin", "create", "--email", "admin@example.org"], PASSWORD);
  const admin = await open(1000, 760);
  await signIn(admin, { email: "admin@example.org" }, "/admin");
  await admin.getByText("Paula Example").waitFor();
  await picture(admin, "admin");
}

if (noPast) console.warn(`The pictures will have no past: ${noPast}.`);
await mkdir(folder, { recursive: true });
const [server, browser] = await Promise.all([startServer(), startBrowser()]);
try {
  await (noPast ? begin(server) : yesterdays(server));
  await shots(server, browser);
} finally {
  await browser.close();
  await server.remove();
}
