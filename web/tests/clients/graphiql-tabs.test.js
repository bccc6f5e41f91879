// The operations that GraphiQL's tabs begin with are ones that the server takes, and name everything that the README shows.

import { getOperationAST, parse, validate } from "graphql";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { OPEN, tabsFor } from "../../graphiql/src/operations.js";
import { resumeFrom } from "../../graphiql/src/resume.js";
import { schema } from "./schema.js";

const tabs = [null, "Doctor", "Patient", "Admin"].flatMap((role) => tabsFor(role && { __typename: role, id: "x" }));

test("every tab is valid, has a name, and variables that it declares", () => {
  for (const { query, variables } of tabs) {
    const document = parse(query);
    assert.deepEqual(validate(schema, document).map(String), [], query);
    const operation = getOperationAST(document);
    assert.ok(operation.name, query);
    const declared = operation.variableDefinitions.map(({ variable }) => variable.name.value);
    assert.deepEqual(Object.keys(variables ? JSON.parse(variables) : {}), declared, query);
  }
});

test("what the README shows for GraphiQL has a tab", () => {
  const readme = readFileSync(new URL("../../../README.md", import.meta.url), "utf8");
  const [, shown] = /```graphql\n([\s\S]*?)```/.exec(readme);
  const names = [...shown.matchAll(/^(?:mutation|subscription) \{ (\w+)/gm)].map(([, name]) => name);
  assert.ok(names.length > 5);
  for (const name of names) {
    assert.ok(tabs.some(({ query }) => new RegExp(`\\b${name}\\b`).test(query)), `${name} has no tab`);
  }
});

test("ids that are known are filled in, others stay open", () => {
  const known = tabsFor({ __typename: "Doctor", id: "doctor_1" }, { patient: "patient_1" }).map(({ variables }) => variables).join();
  assert.ok(known.includes("patient_1") && !known.includes(OPEN.patient));
  assert.ok(tabsFor({ __typename: "Doctor", id: "doctor_1" }).some(({ variables }) => variables.includes(OPEN.patient)));
});

test("a subscription resumes by its variable, or by an argument that is written into it", () => {
  const byVariable = { query: "subscription ($from: String) { careEvents(after: $from) { cursor } }", variables: '{"from":null}' };
  assert.deepEqual(JSON.parse(resumeFrom("c9", byVariable).variables), { from: "c9" });
  assert.equal(resumeFrom("c9", byVariable).query, byVariable.query);
  for (const query of ["subscription { checkIns { cursor } }", 'subscription { checkIns(after: "c1") { cursor } }']) {
    assert.match(resumeFrom("c9", { query, variables: "" }).query, /checkIns\(after: "c9"\)/);
  }
  assert.equal(resumeFrom("c9", { query: "{ eventCursor }", variables: "" }), null);
});
