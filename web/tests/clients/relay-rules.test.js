// Relay's rules, over schema.graphql: https://relay.dev/graphql/connections.htm and
// https://relay.dev/graphql/objectidentification.htm

import { getNamedType, getNullableType, isInterfaceType, isListType, isNonNullType, isObjectType, isScalarType } from "graphql";
import assert from "node:assert/strict";
import { test } from "node:test";
import { schema } from "./schema.js";

const objects = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) && !type.name.startsWith("__"));
const connections = objects.filter(({ name }) => name.endsWith("Connection"));
/** Every field of every object, with the object's name. */
const fields = objects.flatMap((type) => Object.values(type.getFields()).map((field) => ({ ...field, of: type.name })));
const place = ({ of, name }) => `${of}.${name}`;

test("a connection has edges and a pageInfo, an edge a node and a cursor", () => {
  assert.ok(connections.length > 5);
  for (const type of connections) {
    const { edges, pageInfo } = type.getFields();
    assert.equal(String(pageInfo?.type), "PageInfo!", `${type.name}.pageInfo`);
    assert.ok(isListType(getNullableType(edges?.type)), `${type.name}.edges is a list`);
    const edge = getNamedType(edges.type);
    assert.match(edge.name, /Edge$/);
    const { node, cursor } = edge.getFields();
    assert.equal(String(cursor?.type), "String!", `${edge.name}.cursor`);
    assert.ok(node && !isListType(getNullableType(node.type)) && !isScalarType(getNamedType(node.type)), `${edge.name}.node`);
  }
});

test("pageInfo says what a page needs to go on", () => {
  const types = Object.fromEntries(Object.values(schema.getType("PageInfo").getFields()).map(({ name, type }) => [name, String(type)]));
  assert.deepEqual(types, {
    hasNextPage: "Boolean!",
    hasPreviousPage: "Boolean!",
    startCursor: "String",
    endCursor: "String",
  });
});

test("whatever is paged takes first, after, last and before, none of them required", () => {
  const paged = fields.filter(({ type }) => connections.includes(getNamedType(type)));
  assert.ok(paged.length > 8);
  for (const field of paged) {
    const taken = Object.fromEntries(field.args.map(({ name, type }) => [name, String(type)]));
    for (const [name, type] of [["first", "Int"], ["after", "String"], ["last", "Int"], ["before", "String"]]) {
      assert.equal(taken[name], type, `${place(field)}(${name})`);
    }
  }
  for (const { of, name, args } of fields) {
    if (args.some((arg) => arg.name === "after") && of !== "Subscription") {
      assert.ok(paged.some((field) => field.of === of && field.name === name), `${of}.${name} pages and is no connection`);
    }
  }
});

test("an object that can be found again is a Node, and node(id) finds it", () => {
  const node = schema.getType("Node");
  assert.ok(isInterfaceType(node));
  assert.deepEqual(Object.keys(node.getFields()), ["id"]);
  assert.equal(String(node.getFields().id.type), "ID!");
  const { type, args } = schema.getQueryType().getFields().node;
  assert.equal(String(type), "Node", "null when there is no such thing");
  assert.deepEqual(args.map((arg) => `${arg.name}: ${arg.type}`), ["id: ID!"]);
  const found = schema.getPossibleTypes(node).map(({ name }) => name);
  assert.deepEqual(found.toSorted(), ["Admin", "CheckIn", "Doctor", "Note", "Patient", "Reminder", "Step"]);
});

test("a mutation takes one input and answers a payload of its own", () => {
  for (const { name, args, type } of Object.values(schema.getMutationType().getFields())) {
    const payload = `${name[0].toUpperCase()}${name.slice(1)}Payload`;
    assert.equal(String(type), `${payload}!`, name);
    assert.ok(args.length <= 1 && args.every((arg) => arg.name === "input"), name);
    for (const arg of args) assert.equal(getNamedType(arg.type).name, payload.replace(/Payload$/, "Input"));
  }
});

test("a clientMutationId comes back as it was sent", () => {
  for (const { name, args, type } of Object.values(schema.getMutationType().getFields())) {
    const sent = args[0] && getNamedType(args[0].type).getFields().clientMutationId;
    if (!sent) continue;
    assert.ok(!isNonNullType(sent.type), name);
    assert.equal(String(getNamedType(type).getFields().clientMutationId?.type), String(sent.type), `${name} sends it back`);
  }
});
