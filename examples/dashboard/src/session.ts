// Who is signed in, from an origin of its own: the access token is in memory alone. The refresh token is in localStorage, since a
// cookie is only for pages of the server itself (docs/web.md says what that means); each works once, so tabs take turns.

import { CombinedGraphQLErrors } from "@apollo/client/errors";
import { print } from "graphql";
import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { graphql } from "./gql";
import type { LogInMutation } from "./gql/graphql";

export const server = (import.meta.env.VITE_AFTERCARE_URL as string | undefined) ?? "http://127.0.0.1:8000";

const KEY = "aftercare-refresh-token";
/** A token is renewed this long before it ends, in milliseconds. */
const EARLY = 60_000;

const LOG_IN = graphql(`
  mutation LogIn($input: LogInInput!) {
    logIn(input: $input) { accessToken accessTokenExpiresAt refreshToken user { __typename id name } }
  }
`);
const REFRESH = graphql(`
  mutation Refresh($input: RefreshSessionInput!) {
    refreshSession(input: $input) { accessToken accessTokenExpiresAt refreshToken user { __typename id name } }
  }
`);
const LOG_OUT = graphql(`mutation LogOut($input: LogOutInput) { logOut(input: $input) { ended } }`);

type Kept = Omit<LogInMutation["logIn"], "__typename">;
export type User = Kept["user"];

let kept: Kept | null = null;
const listeners = new Set<() => void>();

export const user = () => kept?.user ?? null;

/** For React's useSyncExternalStore. */
export function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

// Another tab has logged out.
addEventListener("storage", ({ key, newValue }) => key === KEY && newValue === null && keep(null));

export async function logIn(email: string, password: string) {
  keep((await send(LOG_IN, { input: { email, password } })).logIn);
}

export async function logOut() {
  const refreshToken = localStorage.getItem(KEY);
  if (refreshToken) await send(LOG_OUT, { input: { refreshToken } });
  keep(null);
}

/** A token that is good for a while yet; null when nobody is signed in. */
export async function accessToken() {
  if (!kept || Date.now() > Date.parse(kept.accessTokenExpiresAt) - EARLY) await refresh();
  return kept?.accessToken ?? null;
}

/** Continues the session. One tab at a time: the next one finds the refresh token that this one has left. */
export async function refresh() {
  await navigator.locks.request(KEY, async () => {
    const refreshToken = localStorage.getItem(KEY);
    if (!refreshToken) return keep(null);
    try {
      keep((await send(REFRESH, { input: { refreshToken } })).refreshSession);
    } catch (error) {
      if (codeOf(error) !== "UNAUTHENTICATED") throw error;
      keep(null);
    }
  });
}

/** The code of a GraphQL error, wherever it came from. */
export function codeOf(error: unknown) {
  return CombinedGraphQLErrors.is(error) ? error.errors[0]?.extensions?.code : undefined;
}

/** Where in the request's arguments it was wrong. */
export function inputPathOf(error: unknown): unknown[] {
  const found = CombinedGraphQLErrors.is(error) ? error.errors[0]?.extensions?.inputPath : undefined;
  return Array.isArray(found) ? found : [];
}

function keep(session: Kept | null) {
  const changed = session?.user.id !== kept?.user.id;
  kept = session;
  if (session?.refreshToken) localStorage.setItem(KEY, session.refreshToken);
  else localStorage.removeItem(KEY);
  if (changed) for (const listener of listeners) listener();
}

/** Without an Authorization header: one that has expired would be refused before anything runs. */
async function send<Data, Variables>(document: TypedDocumentNode<Data, Variables>, variables: Variables): Promise<Data> {
  const response = await fetch(`${server}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query: print(document), variables }),
  });
  const answer = await response.json();
  if (answer.errors) throw new CombinedGraphQLErrors(answer);
  return answer.data;
}
