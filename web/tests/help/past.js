// Days that are over, lived through in a moment: the server is started with its clock set back, once for each day. That takes the
// library libfaketime (Debian: apt-get install faketime).

import { existsSync } from "node:fs";
import { PASSWORD } from "./people.js";
import { ask } from "./server.js";

const PLACES = [
  process.env.AFTERCARE_LIBFAKETIME,
  "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1",
  "/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1",
];
const library = PLACES.find((place) => place && existsSync(place));

/** Why days cannot be lived through here; false when they can. */
export const noPast = library ? false : "libfaketime is not installed";

/** A zone in which it is noon: the day's reminders have gone out, and the day does not end while a test runs. */
export function noonZone() {
  const east = 12 - new Date().getUTCHours();
  if (east === 0) return "Etc/GMT";
  return `Etc/GMT${east > 0 ? "-" : "+"}${Math.abs(east)}`;
}

/**
 * Ends the server and starts it again on each of the last `days` days, oldest first. `work(ago)` does what was done on that day,
 * so many days ago. At the end the server runs today.
 */
export async function livePast(server, days, work) {
  for (let ago = days; ago > 0; ago -= 1) await liveAt(server, `-${ago}d`, () => work(ago));
  await server.end();
  await server.start();
}

/** Ends the server, starts it again with its clock set to `offset` from now (such as "+31m"), and leaves it so until it is ended. */
export async function liveAt(server, offset, work) {
  const now = server.settings;
  await server.end();
  server.settings = { ...now, LD_PRELOAD: library, FAKETIME: offset, FAKETIME_DONT_FAKE_MONOTONIC: "1" };
  await server.start();
  try {
    await work();
  } finally {
    server.settings = now;
  }
}

/** A token that is good on the day on which the server runs now. */
export async function tokenNow(server, { email }) {
  const query = "mutation ($input: LogInInput!) { logIn(input: $input) { accessToken } }";
  return (await ask(server, query, { input: { email, password: PASSWORD } })).logIn.accessToken;
}

/** The person checks in everything that is due. */
export const checkIn = async (server, person, stepId) =>
  ask(
    server,
    "mutation ($input: CheckInInput) { checkIn(input: $input) { day } }",
    { input: { stepId } },
    await tokenNow(server, person),
  );
