// urql with its normalised cache (Graphcache), and graphql-ws behind its subscription exchange, as its documentation has it.

import { Client, fetchExchange, gql, subscriptionExchange } from "@urql/core";
import { cacheExchange } from "@urql/exchange-graphcache";
import { getIntrospectedSchema, minifyIntrospectionQuery } from "@urql/introspection";
import { introspectionFromSchema, isObjectType } from "graphql";
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { eventually, startServer } from "../help/server.js";
import { door, liveClient, told } from "./live.js";
import { checkIn, eventCursor, household, planned, undo } from "./people.js";
import { schema } from "./schema.js";

let server;
let people;
let step;
before(async () => {
  server = await startServer();
  people = await household(server);
  [step] = await planned(server, people);
});
after(() => server.remove());

/** What has no id is a part of what it is in. */
const keys = Object.fromEntries(
  Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) && !type.name.startsWith("__") && !type.getFields().id)
    .map(({ name }) => [name, () => null]),
);

function clientOf(person, place, asked = []) {
  return new Client({
    url: `${server.url}/graphql`,
    preferGetMethod: false,
    fetchOptions: { headers: { authorization: `Bearer ${person.token}` } },
    fetch: (url, options) => {
      asked.push(options.body);
      return fetch(url, options);
    },
    exchanges: [
      cacheExchange({ schema: minifyIntrospectionQuery(getIntrospectedSchema(introspectionFromSchema(schema))), keys }),
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: (request) => ({
          subscribe: (sink) => ({ unsubscribe: place.client.subscribe({ ...request, query: request.query ?? "" }, sink) }),
        }),
      }),
    ],
  });
}

const PAGE = gql`
  query ($id: ID!) {
    patient(id: $id) {
      id
      adherence { expected done }
      today { day due { id description } done { id } }
      steps(first: 20) { nodes { id duration } }
    }
  }
`;

const CHECK_IN = gql`
  mutation ($input: CheckInInput!) {
    checkIn(input: $input) {
      results { status step { id duration } }
      patient { id adherence { expected done } today { day due { id description } done { id } } }
    }
  }
`;

function watched(client, query, variables) {
  const place = { shown: null };
  const { unsubscribe } = client.query(query, variables).subscribe(({ data, error }) => {
    if (error) throw error;
    place.shown = data;
  });
  return Object.assign(place, { stop: unsubscribe });
}

test("a mutation's patient brings the page up to date by itself", async () => {
  const asked = [];
  const client = clientOf(people.patient, liveClient(server, people.patient), asked);
  const page = watched(client, PAGE, { id: people.patient.id });
  await eventually(() => page.shown?.patient);
  assert.deepEqual(page.shown.patient.today.due.map(({ id }) => id), [step.id]);
  const { data, error } = await client.mutation(CHECK_IN, { input: { stepId: step.id } });
  assert.equal(error, undefined);
  assert.equal(data.checkIn.results[0].status, "CHECKED_IN");
  await eventually(() => page.shown.patient.today.due.length === 0);
  assert.equal(page.shown.patient.steps.nodes[0].duration, 6);
  assert.equal(page.shown.patient.adherence.done, 1);
  assert.equal(asked.length, 2, "the page was not asked for again");
  page.stop();
  await undo(server, people, step.id);
});

test("a subscription updates the cache, and goes on over a restart of the server", async () => {
  const start = await eventCursor(server, people.patient);
  const { opened, open } = door();
  const place = liveClient(server, people.patient, { mayReconnect: () => opened });
  const client = clientOf(people.patient, place);
  const page = watched(client, PAGE, { id: people.patient.id });
  await eventually(() => page.shown?.patient);
  const seen = [];
  const query = gql`
    subscription ($after: String) {
      careEvents(after: $after) {
        cursor
        patient { id adherence { expected done } today { day due { id description } done { id } } }
        ... on CheckInChanged { step { id duration } }
      }
    }
  `;
  const { unsubscribe } = client.subscription(query, { after: start }).subscribe(({ data }) => {
    place.cursor = data.careEvents.cursor;
    seen.push(data.careEvents);
  });
  await checkIn(server, people, step.id);
  await eventually(() => page.shown.patient.steps.nodes[0].duration === 6);
  await server.end();
  await server.start();
  await undo(server, people, step.id);
  open();
  await eventually(() => page.shown.patient.steps.nodes[0].duration === 7);
  assert.equal(page.shown.patient.today.due.length, 1);
  const all = await told(server, people.patient, start, seen.at(-1).cursor);
  assert.deepEqual(seen.map(({ cursor }) => cursor), all.map(({ cursor }) => cursor));
  unsubscribe();
  page.stop();
  await place.client.dispose();
});
