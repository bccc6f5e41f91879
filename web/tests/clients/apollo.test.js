// Apollo Client 4, as its documentation sets it up: HTTP and WebSocket by a split link, one normalised cache, persisted queries.

import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from "@apollo/client";
import { CombinedGraphQLErrors } from "@apollo/client/errors";
import { PersistedQueryLink } from "@apollo/client/link/persisted-queries";
import { GraphQLWsLink } from "@apollo/client/link/subscriptions";
import { OperationTypeNode } from "graphql";
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, test } from "node:test";
import { relayStylePagination } from "@apollo/client/utilities";
import { eventually, startServer } from "../help/server.js";
import { door, liveClient, told } from "./live.js";
import { checkIn, eventCursor, household, planned, signUp, undo } from "./people.js";
import { possibleTypes } from "./schema.js";

let server;
let people;
let step;
before(async () => {
  server = await startServer();
  people = await household(server);
  [step] = await planned(server, people);
});
after(() => server.remove());

/** Values of a patient's page have no ids: they are parts of the patient. */
const cache = () =>
  new InMemoryCache({
    possibleTypes,
    typePolicies: {
      Query: { fields: { patients: relayStylePagination() } },
      Patient: { fields: { today: { merge: true }, adherence: { merge: true } } },
    },
  });

function httpLink(person, asked = [], on = server) {
  return new HttpLink({
    uri: `${on.url}/graphql`,
    headers: { authorization: `Bearer ${person.token}` },
    fetch: async (uri, options) => {
      const response = await fetch(uri, options);
      asked.push({ uri, method: options.method, body: options.body && JSON.parse(options.body), answer: await response.clone().json() });
      return response;
    },
  });
}

const sha256 = (text) => createHash("sha256").update(text).digest("hex");

const PAGE = gql`
  query Page($id: ID!) {
    patient(id: $id) {
      id
      name
      adherence { expected done }
      today { day due { id description } done { id } }
      steps(first: 20) { nodes { id duration total } }
    }
  }
`;

const CHECK_IN = gql`
  mutation CheckIn($input: CheckInInput!) {
    checkIn(input: $input) {
      results { status step { id duration } }
      patient {
        id
        adherence { expected done }
        today { day due { id description } done { id } }
      }
    }
  }
`;

/** A query that a page watches: `shown` is what the page shows now. */
function watched(client, options) {
  const place = { shown: null };
  place.stop = client.watchQuery(options).subscribe(({ data }) => (place.shown = data));
  return place;
}

test("a mutation's patient brings the page up to date by itself", async () => {
  const asked = [];
  const client = new ApolloClient({ link: httpLink(people.patient, asked), cache: cache() });
  const page = watched(client, { query: PAGE, variables: { id: people.patient.id } });
  await eventually(() => page.shown?.patient);
  assert.deepEqual(page.shown.patient.today.due.map(({ id }) => id), [step.id]);

  const { data } = await client.mutate({ mutation: CHECK_IN, variables: { input: { stepId: step.id } } });
  assert.equal(data.checkIn.results[0].status, "CHECKED_IN");
  assert.deepEqual(page.shown.patient.today.due, []);
  assert.deepEqual(page.shown.patient.today.done.map(({ id }) => id), [step.id]);
  assert.equal(page.shown.patient.steps.nodes[0].duration, 6);
  assert.equal(page.shown.patient.adherence.done, 1);
  assert.equal(asked.length, 2, "the page was not asked for again");
  page.stop.unsubscribe();
  await undo(server, people, step.id);
});

test("an optimistic check-in shows at once, and the server's answer takes its place", async () => {
  const client = new ApolloClient({ link: httpLink(people.patient), cache: cache() });
  const page = watched(client, { query: PAGE, variables: { id: people.patient.id } });
  await eventually(() => page.shown?.patient);
  const { patient } = page.shown;
  const answer = client.mutate({
    mutation: CHECK_IN,
    variables: { input: { stepId: step.id } },
    optimisticResponse: {
      checkIn: {
        __typename: "CheckInPayload",
        results: [{ __typename: "CheckInResult", status: "CHECKED_IN", step: { __typename: "Step", id: step.id, duration: 6 } }],
        patient: { ...patient, today: { ...patient.today, due: [], done: [{ __typename: "Step", id: step.id }] } },
      },
    },
  });
  await eventually(() => page.shown.patient.today.due.length === 0);
  assert.equal(page.shown.patient.adherence.done, 0, "this is not the server's answer yet");
  await answer;
  assert.equal(page.shown.patient.adherence.done, 1);
  page.stop.unsubscribe();
  await undo(server, people, step.id);
});

test("an optimistic check-in that is refused is taken back", async () => {
  const client = new ApolloClient({ link: httpLink(people.doctor), cache: cache() });
  const page = watched(client, { query: PAGE, variables: { id: people.patient.id } });
  await eventually(() => page.shown?.patient);
  const { patient } = page.shown;
  const answer = client.mutate({
    mutation: CHECK_IN,
    variables: { input: { stepId: step.id } },
    optimisticResponse: {
      checkIn: { __typename: "CheckInPayload", results: [], patient: { ...patient, today: { ...patient.today, due: [] } } },
    },
  });
  await assert.rejects(answer, (error) => error.errors[0].extensions.code === "FORBIDDEN");
  assert.deepEqual(page.shown.patient.today.due.map(({ id }) => id), [step.id]);
  page.stop.unsubscribe();
});

test("pages of a connection grow into one list", async () => {
  const client = new ApolloClient({ link: httpLink(people.doctor), cache: cache() });
  const query = gql`
    query Patients($after: String) {
      patients(first: 1, after: $after) { totalCount edges { cursor node { id name } } pageInfo { endCursor hasNextPage } }
    }
  `;
  const list = client.watchQuery({ query });
  const place = { shown: null };
  const stop = list.subscribe(({ data }) => (place.shown = data));
  await eventually(() => place.shown?.patients);
  assert.equal(place.shown.patients.totalCount, 1);
  await list.fetchMore({ variables: { after: place.shown.patients.pageInfo.endCursor } });
  assert.deepEqual(place.shown.patients.edges.map(({ node }) => node.id), [people.patient.id]);
  stop.unsubscribe();
});

test("an error has a code that a page can act on", async () => {
  const client = new ApolloClient({ link: httpLink(people.doctor), cache: cache() });
  const query = gql`query { patients(first: 1000) { nodes { id } } }`;
  await assert.rejects(client.query({ query }), (error) => {
    assert.ok(CombinedGraphQLErrors.is(error));
    assert.equal(error.errors[0].extensions.code, "BAD_USER_INPUT");
    assert.deepEqual(error.errors[0].extensions.inputPath, ["first"]);
    return true;
  });
});

test("a subscription updates the cache, and goes on over a restart of the server", async () => {
  const start = await eventCursor(server, people.doctor);
  const { opened, open } = door();
  const place = liveClient(server, people.doctor, { mayReconnect: () => opened });
  const link = ApolloLink.split(
    ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
    new GraphQLWsLink(place.client),
    httpLink(people.doctor),
  );
  const client = new ApolloClient({ link, cache: cache() });
  const page = watched(client, { query: PAGE, variables: { id: people.patient.id } });
  await eventually(() => page.shown?.patient);
  const seen = [];
  const query = gql`
    subscription Live($after: String) {
      careEvents(after: $after) {
        cursor
        patient { id adherence { expected done } today { day due { id description } done { id } } }
        ... on CheckInChanged { step { id duration } }
      }
    }
  `;
  const stop = client.subscribe({ query, variables: { after: start } }).subscribe(({ data }) => {
    place.cursor = data.careEvents.cursor;
    seen.push(data.careEvents);
  });

  await checkIn(server, people, step.id);
  await eventually(() => page.shown.patient.steps.nodes[0].duration === 6);
  assert.equal(page.shown.patient.today.due.length, 0);
  await server.end();
  await server.start();
  await undo(server, people, step.id);
  open();
  await eventually(() => page.shown.patient.steps.nodes[0].duration === 7);
  assert.equal(page.shown.patient.today.due.length, 1);

  const all = await told(server, people.doctor, start, seen.at(-1).cursor);
  assert.deepEqual(seen.map(({ cursor }) => cursor), all.map(({ cursor }) => cursor));
  stop.unsubscribe();
  page.stop.unsubscribe();
  await place.client.dispose();
});

test("a place that the server does not have is an error that a page can begin again after", async () => {
  const place = liveClient(server, people.doctor);
  const client = new ApolloClient({ link: new GraphQLWsLink(place.client), cache: cache() });
  const query = gql`subscription ($after: String) { careEvents(after: $after) { cursor } }`;
  const ahead = Buffer.from([0, 0, 0, 0, 255, 0, 0, 0]).toString("base64url");
  const failed = await new Promise((resolve) =>
    client.subscribe({ query, variables: { after: ahead } }).subscribe({ next: ({ error }) => resolve(error), error: resolve }),
  );
  assert.ok(CombinedGraphQLErrors.is(failed));
  assert.equal(failed.errors[0].extensions.code, "BAD_USER_INPUT");
  assert.deepEqual(failed.errors[0].extensions.inputPath, ["after"]);
  await place.client.dispose();
});

test("persisted queries: the text is sent once, then only its hash", async () => {
  const query = gql`query Persisted { viewer { id name } }`;
  const bodies = [];
  for (const person of [people.doctor, people.patient]) {
    const asked = [];
    const link = new PersistedQueryLink({ sha256 }).concat(httpLink(person, asked));
    const client = new ApolloClient({ link, cache: cache() });
    for (let i = 0; i < 2; i += 1) {
      const { data } = await client.query({ query, fetchPolicy: "network-only" });
      assert.equal(data.viewer.id, person.id);
    }
    bodies.push(asked);
  }
  const sent = bodies.map((asked) => asked.map(({ body }) => Boolean(body.query)));
  assert.deepEqual(sent, [[false, true, false], [false, false]]);
  assert.equal(bodies[0][0].answer.errors[0].extensions.code, "PERSISTED_QUERY_NOT_FOUND");
});

test("persisted queries that are switched off are no error: the link sends texts", async () => {
  const other = await startServer({ AFTERCARE_PERSISTED_QUERIES: "false" });
  try {
    const asked = [];
    const link = new PersistedQueryLink({ sha256 }).concat(httpLink(await signUp(other, "PATIENT", "Pat"), asked, other));
    const client = new ApolloClient({ link, cache: cache() });
    for (let i = 0; i < 2; i += 1) {
      const { data } = await client.query({ query: gql`query Name { viewer { id name } }`, fetchPolicy: "network-only" });
      assert.equal(data.viewer.name, "Pat");
    }
    assert.deepEqual(asked.map(({ body }) => Boolean(body.query)), [false, true, true]);
  } finally {
    await other.remove();
  }
});
