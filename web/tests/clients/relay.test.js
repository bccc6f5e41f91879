// Relay: its compiler takes schema.graphql and the documents of a small page, and its runtime runs what was made of them against
// the server.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import relay from "relay-runtime";
import { ask, eventually, startServer } from "../help/server.js";
import { liveClient } from "./live.js";
import { checkIn, eventCursor, household, planned } from "./people.js";
import { file } from "./schema.js";

const compiler = createRequire(import.meta.url).resolve("relay-compiler/cli.js");

const DOCUMENTS = `import { graphql } from "relay-runtime";
graphql\`
  fragment PageSteps on Patient @refetchable(queryName: "PageStepsNextQuery")
    @argumentDefinitions(first: { type: "Int", defaultValue: 1 }, after: { type: "String" }) {
    steps(first: $first, after: $after) @connection(key: "Page_steps") { edges { node { id duration } } }
  }
\`;
graphql\`
  query PageQuery($id: ID!) {
    node(id: $id) { ... on Patient { id name adherence { expected done } } }
    patient(id: $id) { ...PageSteps }
  }
\`;
graphql\`
  mutation PageCheckInMutation($input: CheckInInput!) {
    checkIn(input: $input) { patient { id adherence { expected done } } steps { id duration } }
  }
\`;
graphql\`
  subscription PageLiveSubscription($after: String) {
    careEvents(after: $after) { cursor patient { id adherence { expected done } } ... on CheckInChanged { step { id duration } } }
  }
\`;
`;

let folder;
let server;
let people;
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "aftercare-relay-"));
  await mkdir(path.join(folder, "src/__generated__"), { recursive: true });
  await copyFile(file, path.join(folder, "schema.graphql"));
  await writeFile(path.join(folder, "package.json"), '{ "type": "module" }');
  await writeFile(path.join(folder, "src/Page.js"), DOCUMENTS);
  const config = { src: "./src", schema: "./schema.graphql", language: "javascript", eagerEsModules: true };
  await compile({ ...config, artifactDirectory: "./src/__generated__" });
  server = await startServer();
  people = await household(server);
});
after(async () => {
  await server?.remove();
  await rm(folder, { recursive: true, force: true });
});

async function compile(config) {
  await writeFile(path.join(folder, "relay.config.json"), JSON.stringify(config));
  await promisify(execFile)(process.execPath, [compiler, "relay.config.json"], { cwd: folder });
}

const artifact = async (name) =>
  (await import(pathToFileURL(path.join(folder, `src/__generated__/${name}.graphql.js`)).href)).default;

function environmentOf(person) {
  const place = liveClient(server, person);
  const network = relay.Network.create(
    async (params, variables) => {
      const headers = { "content-type": "application/json", authorization: `Bearer ${person.token}` };
      const body = JSON.stringify({ query: params.text, operationName: params.name, variables });
      return (await fetch(`${server.url}/graphql`, { method: "POST", headers, body })).json();
    },
    (params, variables) =>
      relay.Observable.create((sink) =>
        place.client.subscribe({ query: params.text, operationName: params.name, variables }, sink),
      ),
  );
  return new relay.Environment({ network, store: new relay.Store(new relay.RecordSource()) });
}

/** What a page that shows this query has on it; brought up to date by the store alone. */
function shownBy(environment, query, variables) {
  const operation = relay.createOperationDescriptor(relay.getRequest(query), variables);
  environment.retain(operation);
  const snapshot = environment.lookup(operation.fragment);
  const place = { shown: snapshot.data };
  environment.subscribe(snapshot, ({ data }) => (place.shown = data));
  return place;
}

test("the store follows a mutation and a subscription by the ids alone", async () => {
  const [step] = await planned(server, people);
  const start = await eventCursor(server, people.patient);
  const environment = environmentOf(people.patient);
  const [query, mutation, subscription] = await Promise.all(
    ["PageQuery", "PageCheckInMutation", "PageLiveSubscription"].map(artifact),
  );
  const variables = { id: people.patient.id };
  await relay.fetchQuery(environment, query, variables).toPromise();
  const page = shownBy(environment, query, variables);
  assert.equal(page.shown.node.name, "Pat");
  assert.equal(page.shown.node.adherence.done, 0);

  await new Promise((resolve, reject) =>
    relay.commitMutation(environment, {
      mutation,
      variables: { input: { stepId: step.id } },
      onCompleted: resolve,
      onError: reject,
    }),
  );
  assert.equal(page.shown.node.adherence.done, 1);

  const undone = "mutation ($id: ID!) { undoCheckIn(input: { stepId: $id }) { step { id } } }";
  await ask(server, undone, { id: step.id }, people.patient.token);
  const live = relay.requestSubscription(environment, { subscription, variables: { after: start } });
  await eventually(() => page.shown.node.adherence.done === 0);
  await checkIn(server, people, step.id);
  await eventually(() => page.shown.node.adherence.done === 1);
  live.dispose();
});

test("the compiler's own query for the next page finds the patient by node(id)", async () => {
  await planned(server, people, "Take ibuprofen 400 mg daily for 5 days. Take vitamin D 1000 IU daily for 30 days.");
  const { params } = await artifact("PageStepsNextQuery");
  const list = "{ patients(first: 1) { nodes { steps(first: 100) { nodes { id } } } } }";
  const { patients } = await ask(server, list, {}, people.doctor.token);
  const wanted = patients.nodes[0].steps.nodes.map(({ id }) => id);
  const found = [];
  let after = null;
  do {
    const { node } = await ask(server, params.text, { id: people.patient.id, first: 1, after }, people.doctor.token);
    found.push(...node.steps.edges.map((edge) => edge.node.id));
    after = node.steps.pageInfo.hasNextPage ? node.steps.pageInfo.endCursor : null;
  } while (after);
  assert.ok(wanted.length >= 3);
  assert.deepEqual(found, wanted);
});

test("a server with the compiler's list runs what is in it, by its id, and nothing else", async () => {
  const list = path.join(folder, "operations.json");
  await mkdir(path.join(folder, "src/persisted"));
  await writeFile(list, "{}");
  await compile({
    src: "./src",
    schema: "./schema.graphql",
    language: "javascript",
    eagerEsModules: true,
    artifactDirectory: "./src/persisted",
    persistConfig: { file: "./operations.json" },
  });
  const operations = JSON.parse(await readFile(list, "utf8"));
  const [id] = Object.entries(operations).find(([, text]) => text.startsWith("query PageQuery"));
  const strict = await startServer({ AFTERCARE_OPERATIONS: list });
  const post = async (body) =>
    (await fetch(`${strict.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    })).json();
  try {
    const extensions = { persistedQuery: { version: 1, sha256Hash: id } };
    const listed = await post({ extensions, variables: { id: people.patient.id } });
    assert.equal(listed.errors[0].extensions.code, "UNAUTHENTICATED", "it ran, and asks who that is");
    const other = await post({ query: "{ viewer { id } }" });
    assert.equal(other.errors[0].extensions.code, "FORBIDDEN");
    assert.match(other.errors[0].message, /listed/);
  } finally {
    await strict.remove();
  }
});
