// Apollo Client: HTTP for queries and mutations, a WebSocket for subscriptions, persisted queries, and a cache that knows that
// `today` and `adherence` are parts of their patient.

import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from "@apollo/client";
import { SetContextLink } from "@apollo/client/link/context";
import { ErrorLink } from "@apollo/client/link/error";
import { PersistedQueryLink } from "@apollo/client/link/persisted-queries";
import { GraphQLWsLink } from "@apollo/client/link/subscriptions";
import { OperationTypeNode } from "graphql";
import { createClient } from "graphql-ws";
import { from, switchMap } from "rxjs";
import possibleTypes from "./gql/possible-types.json";
import { accessToken, codeOf, refresh, server } from "./session";

/** What the live connection is doing, and the cursor of the last event, which the next connection goes on from. */
export const live = { cursor: null as string | null, onState: (_: "away" | "connected") => {} };

/** The token (4403) or the session (4401, 4410) has ended: a refresh says whether there is one to go on with. */
const ENDED = [4401, 4403, 4410];
/** These closes would only be repeated: the session is over, the page has a mistake, or it opens too many sockets. */
const FINAL = [4400, 4401, 4406, 4409, 4410, 4429];

const socket = createClient({
  url: `${server.replace(/^http/, "ws")}/graphql`,
  connectionParams: async () => ({ authorization: `Bearer ${await accessToken()}`, ...(live.cursor && { cursor: live.cursor }) }),
  keepAlive: 15_000,
  retryAttempts: Infinity,
  retryWait: (tries) => new Promise((done) => setTimeout(done, Math.min(500 * 2 ** tries, 10_000) * (0.5 + Math.random()))),
  shouldRetry: (event) => !FINAL.includes((event as CloseEvent).code),
  on: {
    connected: () => live.onState("connected"),
    closed: async (event) => {
      live.onState("away");
      if (ENDED.includes((event as CloseEvent).code)) await refresh().catch(() => {});
    },
  },
});

const authorize = new SetContextLink(async ({ headers }) => {
  const token = await accessToken();
  return { headers: { ...headers, ...(token && { authorization: `Bearer ${token}` }) } };
});

/** A token that the server no longer takes is renewed, and the operation sent once more. */
const renew = new ErrorLink(({ error, operation, forward }) => {
  if (codeOf(error) !== "UNAUTHENTICATED" || operation.getContext().renewed) return;
  operation.setContext({ renewed: true });
  return from(refresh()).pipe(switchMap(() => forward(operation)));
});

async function sha256(text: string) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const http = ApolloLink.from([renew, authorize, new PersistedQueryLink({ sha256 }), new HttpLink({ uri: `${server}/graphql` })]);

export const client = new ApolloClient({
  link: ApolloLink.split(
    ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
    new GraphQLWsLink(socket),
    http,
  ),
  cache: new InMemoryCache({
    possibleTypes: possibleTypes.possibleTypes,
    typePolicies: { Patient: { fields: { today: { merge: true }, adherence: { merge: true } } } },
  }),
});
