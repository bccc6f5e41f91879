// A session as a page on another origin keeps it: what docs/web.md says of refreshing, and of asking twice.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ask, startServer } from "../help/server.js";
import { household, planned, signUp } from "./people.js";

const REFRESH = `mutation ($token: String) {
  refreshSession(input: { refreshToken: $token }) { accessToken accessTokenExpiresAt refreshToken }
}`;

let server;
before(async () => (server = await startServer()));
after(() => server.remove());

const refresh = async (on, token) => (await ask(on, REFRESH, { token })).refreshSession;
const code = (wanted) => (error) => error.message.includes(`"code":"${wanted}"`);

test("an access token lasts fifteen minutes", async () => {
  const { refreshToken } = await signUp(server, "PATIENT", "Pat");
  const { accessTokenExpiresAt } = await refresh(server, refreshToken);
  const minutes = (Date.parse(accessTokenExpiresAt) - Date.now()) / 60_000;
  assert.ok(minutes > 14 && minutes <= 15.1, String(minutes));
});

test("two tabs that refresh at the same moment go on with one successor", async () => {
  const { refreshToken } = await signUp(server, "PATIENT", "Pat");
  const [one, two] = await Promise.all([refresh(server, refreshToken), refresh(server, refreshToken)]);
  assert.equal(one.refreshToken, two.refreshToken);
  assert.notEqual(one.refreshToken, refreshToken);
  await refresh(server, one.refreshToken);
});

test("a refresh token that is used long after it was replaced ends the session", async () => {
  const strict = await startServer({ AFTERCARE_REFRESH_GRACE: "0" });
  try {
    const { refreshToken } = await signUp(strict, "PATIENT", "Pat");
    const next = await refresh(strict, refreshToken);
    await assert.rejects(refresh(strict, refreshToken), code("UNAUTHENTICATED"));
    await assert.rejects(refresh(strict, next.refreshToken), code("UNAUTHENTICATED"));
    await assert.rejects(ask(strict, "{ eventCursor }", {}, next.accessToken), code("UNAUTHENTICATED"));
  } finally {
    await strict.remove();
  }
});

test("an access token that is no longer good is refused before a refresh runs", async () => {
  const { token, refreshToken } = await signUp(server, "PATIENT", "Pat");
  await assert.rejects(ask(server, REFRESH, { token: refreshToken }, `${token}x`), code("UNAUTHENTICATED"));
  await refresh(server, refreshToken);
});

test("a check-in and a note that are sent twice count once", async () => {
  const people = await household(server);
  const [step] = await planned(server, people);
  const checkIn = "mutation ($id: ID!) { checkIn(input: { stepId: $id }) { results { status step { duration } } } }";
  const again = async () => (await ask(server, checkIn, { id: step.id }, people.patient.token)).checkIn.results;
  assert.deepEqual(await again(), [{ status: "CHECKED_IN", step: { duration: 6 } }]);
  assert.deepEqual(await again(), [{ status: "ALREADY_CHECKED_IN", step: { duration: 6 } }]);

  const submit = "mutation ($input: SubmitNoteInput!) { submitNote(input: $input) { clientMutationId note { id } } }";
  const input = { patientId: people.patient.id, body: "Rest tonight.", clientMutationId: "one-note" };
  const [first, second] = [await ask(server, submit, { input }, people.doctor.token), await ask(server, submit, { input }, people.doctor.token)];
  assert.deepEqual(second, first);
  assert.equal(first.submitNote.clientMutationId, "one-note");
});
