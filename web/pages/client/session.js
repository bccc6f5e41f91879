// Who is signed in. The access token is in this page's memory and nowhere else; the refresh token is in a cookie that no script
// can read. All tabs share one session: they take turns at refreshing it, and tell each other the new access token.

import { ApiError, send } from "./api.js";
import { forgetKept } from "./kept.js";
import { LOG_IN, LOG_OUT, REFRESH, SIGN_UP } from "./queries.js";

/** A token is renewed so long before it ends, or after two thirds of a short life. */
const AHEAD = 60_000;

/** Milliseconds in which another tab's news arrives. */
const TELLING = 500;

const channel = new BroadcastChannel("aftercare-session");
const listeners = new Set();
let current = null;
/** How many tokens there have been. */
let kept = 0;
let timer;
/** When the token is to be renewed, in milliseconds. */
let renewAt = 0;

/** The signed-in person, or null. */
export const user = () => current?.user ?? null;

/** Calls `listener` with the person now signed in, or null, whenever that is somebody else than before. */
export function onChange(listener) {
  listeners.add(listener);
}

/** Signs in with e-mail and password; answers the person. */
export const logIn = (email, password) => begin(LOG_IN, { email, password });

/** Makes an account and signs it in; answers the person. */
export const signUp = (input) => begin(SIGN_UP, input);

async function begin(mutation, input) {
  const { session } = await send(mutation, { input }, { cookie: true });
  keep(session);
  channel.postMessage(session);
  return session.user;
}

/** Continues the session of this browser; answers the person, or null when nobody is signed in. */
export async function resume() {
  await renew(null);
  return user();
}

/** Ends the session, in every tab. */
export async function logOut() {
  const token = await accessToken();
  try {
    await send(LOG_OUT, {}, { token, cookie: true });
  } catch (error) {
    // An ended session needs no ending.
    if (error.code !== "UNAUTHENTICATED") throw error;
  }
  over();
}

/** The session has ended: here and, as they are told, in all other tabs. */
export function over() {
  forgetKept();
  keep(null);
  channel.postMessage(null);
}

/** Asks as the signed-in person, or as nobody. A token that the server no longer takes is renewed once. */
export async function ask(query, variables, options) {
  const token = await accessToken();
  try {
    return await send(query, variables, { ...options, token });
  } catch (error) {
    if (error.code !== "UNAUTHENTICATED" || !token) throw error;
    await renew(token);
    if (!current) throw error;
    return send(query, variables, { ...options, token: current.accessToken });
  }
}

/** A token that is good for a while yet; null when nobody is signed in. */
export async function accessToken() {
  if (current && Date.now() > renewAt) await renew(current.accessToken);
  return current?.accessToken ?? null;
}

/** Replaces the token `old`, unless this tab or another one has done so meanwhile. */
export async function renew(old) {
  const before = kept;
  await inTurn(async () => {
    if (current && (kept !== before || current.accessToken !== old) && Date.now() < renewAt) return;
    try {
      const { session } = await send(REFRESH, {}, { cookie: true });
      keep(session);
      channel.postMessage(session);
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== "UNAUTHENTICATED") throw error;
      if (current) over();
    }
  });
}

/**
 * One tab after the other. Whoever comes second waits for what the first one tells, and begins only when it told nothing.
 * Without locks (an old browser) the server's grace for two tabs is enough.
 */
function inTurn(work) {
  if (!navigator.locks) return work();
  const turn = (options, then) => navigator.locks.request("aftercare-session", options, then);
  const told = new Promise((resolve) => channel.addEventListener("message", resolve, { once: true }));
  const second = () =>
    turn({}, async () => {
      await Promise.race([told, new Promise((resolve) => setTimeout(resolve, TELLING))]);
      return work();
    });
  return turn({ ifAvailable: true }, (lock) => (lock ? work().then(() => true) : false)).then(
    (done) => done || second(),
  );
}

function keep(session) {
  const before = user()?.id;
  current = session;
  clearTimeout(timer);
  if (session) {
    kept += 1;
    const life = Date.parse(session.accessTokenExpiresAt) - Date.now();
    renewAt = Date.now() + Math.max(life - Math.min(AHEAD, life / 3), 1000);
    const renewSoon = () => renew(session.accessToken).catch(() => (timer = setTimeout(renewSoon, 10_000)));
    timer = setTimeout(renewSoon, renewAt - Date.now());
  }
  if (before !== user()?.id) for (const listener of listeners) listener(user());
}

channel.addEventListener("message", ({ data }) => keep(data));
