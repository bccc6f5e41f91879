// How operations get to the server: queries and mutations by HTTP, subscriptions by graphql-transport-ws. Each subscription has a
// socket of its own, so that each goes on from its own cursor when its connection is lost.

import { getOperationAST, parse } from "graphql";
import { createClient } from "graphql-ws";
import { accessToken, renew } from "./session.js";

/** Codes after which asking again would be answered alike: the reason is shown instead. */
const FINAL = new Set([4400, 4401, 4406, 4409, 4410, 4429]);
/** The access token is no longer good: it is renewed. How often in a row that may be so before the reason is shown. */
const REFUSED = 4403;
const REFUSALS = 2;

/** `live` is told what becomes of subscriptions: `cursor(text)` and `state(word)`. */
export function createFetcher(live) {
  return (params, { headers = {} } = {}) => {
    const operation = operationOf(params);
    if (operation) params = { ...params, operationName: operation.name?.value };
    return operation?.operation === "subscription"
      ? { subscribe: (observer) => subscribe(params, headers, live, observer) }
      : ask(params, headers);
  };
}

/** The operation that is meant. Just after another tab was chosen, GraphiQL may still name the one of the tab before. */
function operationOf({ query, operationName }) {
  const document = parse(query);
  return getOperationAST(document, operationName) ?? getOperationAST(document);
}

/** A header that was written by hand comes before the session's. */
function written(headers) {
  return Object.entries(headers).find(([name]) => name.toLowerCase() === "authorization")?.[1];
}

/** Asks by HTTP; a token that the server no longer takes is renewed once. */
export async function ask(params, headers = {}) {
  const token = written(headers) === undefined ? await accessToken() : null;
  const answer = await post(params, headers, token);
  if (!token || answer.errors?.[0]?.extensions?.code !== "UNAUTHENTICATED") return answer;
  await renew(token);
  return post(params, headers, await accessToken());
}

async function post(params, headers, token) {
  const all = { "content-type": "application/json", ...headers, ...(token && { authorization: `Bearer ${token}` }) };
  const response = await fetch("/graphql", { method: "POST", headers: all, body: JSON.stringify(params) }).catch(() => {
    throw new Error("The server cannot be reached. Check that it runs, and try again.");
  });
  return response.json().catch(() => {
    throw new Error(`The server answered ${response.status}, and no GraphQL response. Try again in a moment.`);
  });
}

function subscribe(params, headers, live, observer) {
  let cursor = null;
  let token = null;
  let refusals = 0;
  const address = new URL("/graphql", location.href);
  address.protocol = address.protocol.replace("http", "ws");
  const client = createClient({
    url: address.href,
    retryAttempts: Infinity,
    retryWait: (retries) => wait(Math.min(500 * 2 ** retries, 10_000)),
    shouldRetry: (event) => !FINAL.has(event?.code) && refusals <= REFUSALS,
    connectionParams: async () => {
      if (token && refusals > 0) await renew(token);
      token = written(headers) === undefined ? await accessToken() : null;
      const authorization = written(headers) ?? (token && `Bearer ${token}`);
      return { ...(authorization && { authorization }), ...(cursor && { cursor }) };
    },
    on: {
      connecting: (again) => live.state(again ? "reconnecting" : "connecting"),
      connected: () => live.state("live"),
      closed: (event) => {
        refusals = event?.code === REFUSED ? refusals + 1 : 0;
      },
    },
  });
  const end = (tell) => {
    live.running.delete(stop);
    live.state("ended");
    client.dispose();
    tell();
  };
  const stop = client.subscribe(params, {
    next: (result) => {
      cursor = cursorOf(result) ?? cursor;
      refusals = 0;
      if (cursor) live.cursor(cursor);
      observer.next(result);
    },
    error: (error) => end(() => observer.error(readable(error))),
    complete: () => end(() => observer.complete()),
  });
  live.running.add(stop);
  return { unsubscribe: stop };
}

/** Up to half as long again, so that not all pages come back at the same moment. */
function wait(milliseconds) {
  return new Promise((wake) => setTimeout(wake, milliseconds * (1 + Math.random() / 2)));
}

function cursorOf(result) {
  return Object.values(result.data ?? {}).find((event) => typeof event?.cursor === "string")?.cursor;
}

/** Errors of GraphQL as they are; the close of a socket as a sentence. */
function readable(error) {
  if (error instanceof Error || Array.isArray(error)) return error;
  const said = error?.reason || "no reason was given";
  return new Error(`The connection was closed (${error?.code ?? "no code"}: ${said}). Sign in, and run the subscription again.`);
}
