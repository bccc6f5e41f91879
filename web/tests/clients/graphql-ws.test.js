// graphql-ws: a subscription goes on over a restart of the server, and a socket says why it was closed.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ask, eventually, startServer } from "../help/server.js";
import { CARE_EVENTS, door, liveClient, told, watch } from "./live.js";
import { checkIn, eventCursor, household, planned, signUp, undo } from "./people.js";

let server;
before(async () => (server = await startServer()));
after(() => server.remove());

for (const [how, signal] of [["stopped in good order", "SIGTERM"], ["killed", "SIGKILL"]]) {
  test(`a subscription resumes when the server was ${how}: nothing twice, nothing lost`, async () => {
    const people = await household(server);
    const start = await eventCursor(server, people.doctor);
    const { opened, open } = door();
    const place = liveClient(server, people.doctor, { mayReconnect: () => opened });
    const { seen, stop, upTo } = watch(place, start);
    const [step] = await planned(server, people);
    await upTo(2);

    await server.end(signal);
    await eventually(() => place.closes.length === 1);
    if (signal === "SIGTERM") assert.deepEqual(place.closes[0], { code: 1012, reason: "Service restart" });
    await server.start();
    // Happens while the client is away.
    await checkIn(server, people, step.id);
    open();
    await upTo(3);
    await undo(server, people, step.id);
    await upTo(4);

    assert.deepEqual(seen.map((event) => event.__typename), ["NoteSubmitted", "StepsExtracted", "CheckInChanged", "CheckInChanged"]);
    assert.deepEqual(seen.map((event) => event.checkIn?.undone), [undefined, undefined, seen[2].checkIn.undone, true]);
    const all = await told(server, people.doctor, start, seen.at(-1).cursor);
    assert.deepEqual(seen.map((event) => event.cursor), all.map((event) => event.cursor));
    stop();
    await place.client.dispose();
  });
}

test("the later of the connection's cursor and `after` counts", async () => {
  const people = await household(server);
  const start = await eventCursor(server, people.doctor);
  const [step] = await planned(server, people);
  await checkIn(server, people, step.id);
  const first = watch(liveClient(server, people.doctor), start);
  await first.upTo(3);
  const [early, late] = [first.seen[0].cursor, first.seen[1].cursor];
  first.stop();
  for (const [cursor, given] of [[early, late], [late, early], [late, null]]) {
    const place = liveClient(server, people.doctor);
    place.cursor = cursor;
    const { seen, stop, upTo } = watch(place, given);
    await upTo(1);
    assert.equal(seen[0].__typename, "CheckInChanged", JSON.stringify({ cursor, given }));
    stop();
  }
});

test("queries and mutations run on a socket too", async () => {
  const { doctor, patient } = await household(server);
  const place = liveClient(server, doctor);
  const query = "query ($id: ID!) { patient(id: $id) { name } }";
  for await (const { data } of place.client.iterate({ query, variables: { id: patient.id } })) {
    assert.deepEqual(data, { patient: { name: "Pat" } });
  }
  await place.client.dispose();
});

/** How the server closes a socket of `person` when `happens` has happened. */
async function closing(on, person, happens) {
  const { opened } = door();
  const place = liveClient(on, person, { mayReconnect: () => opened });
  const connected = new Promise((resolve) => place.client.on("connected", resolve));
  place.client.subscribe({ query: CARE_EVENTS }, { next() {}, error() {}, complete() {} });
  await connected;
  await happens();
  await eventually(() => place.closes.length === 1, 90);
  return place.closes[0];
}

test("a log-out, the end of a session and the end of a token close a socket each in its own way", { timeout: 120_000 }, async () => {
  const short = await startServer({ AFTERCARE_ACCESS_MINUTES: "1" });
  try {
    const patient = await signUp(short, "PATIENT", "Pat");
    const expired = closing(short, patient, () => {});
    const leaving = await signUp(short, "PATIENT", "Lee");
    const loggedOut = await closing(short, leaving, () => ask(short, "mutation { logOut { ended } }", {}, leaving.token));
    const lost = await signUp(short, "PATIENT", "Sam");
    const ended = await closing(short, lost, () => endElsewhere(short, lost));
    assert.deepEqual(loggedOut, { code: 4410, reason: "Logged out" });
    assert.deepEqual(ended, { code: 4401, reason: "Session ended" });
    assert.deepEqual(await expired, { code: 4403, reason: "Access token expired" });
  } finally {
    await short.remove();
  }
});

test("a token whose session is over is refused with 4401 and the reason", async () => {
  const patient = await signUp(server, "PATIENT", "Pat");
  await ask(server, "mutation { logOut { ended } }", {}, patient.token);
  const { opened } = door();
  const place = liveClient(server, patient, { mayReconnect: () => opened });
  watch(place, null);
  await eventually(() => place.closes.length === 1);
  assert.equal(place.closes[0].code, 4401);
  assert.match(place.closes[0].reason, /session/);
});

/** A new password, set from another device, ends all other sessions. */
async function endElsewhere(on, { email, password }) {
  const logIn = "mutation ($input: LogInInput!) { logIn(input: $input) { accessToken } }";
  const { accessToken } = (await ask(on, logIn, { input: { email, password } })).logIn;
  const change = "mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { user { id } } }";
  await ask(on, change, { input: { currentPassword: password, newPassword: "a louder lamp" } }, accessToken);
}
