// schema.graphql, as clients read it.

import { buildSchema, isAbstractType } from "graphql";
import { readFileSync } from "node:fs";

export const file = new URL("../../../schema.graphql", import.meta.url);

export const schema = buildSchema(readFileSync(file, "utf8"));

/** Which types are behind an interface or a union: what a normalised cache wants to know. */
export const possibleTypes = Object.fromEntries(
  Object.values(schema.getTypeMap())
    .filter(isAbstractType)
    .map((type) => [type.name, schema.getPossibleTypes(type).map(({ name }) => name)]),
);
