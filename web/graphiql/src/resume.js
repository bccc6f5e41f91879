// Going on from a cursor: the same subscription with that cursor as `after`.

import { Kind, getOperationAST, parse, print, visit } from "graphql";

/**
 * The subscription of `query` so changed that it delivers what came after `cursor`: by its variable where it has one, else by an
 * argument that is written into it. Null when the operation is no subscription.
 */
export function resumeFrom(cursor, { query, variables, operationName }) {
  const document = parse(query);
  const operation = getOperationAST(document, operationName);
  if (operation?.operation !== "subscription") return null;
  const values = variables?.trim() ? JSON.parse(variables) : {};
  const field = operation.selectionSet.selections.find((selection) => selection.kind === Kind.FIELD);
  const given = field?.arguments.find((argument) => argument.name.value === "after");
  if (given?.value.kind === Kind.VARIABLE) {
    values[given.value.name.value] = cursor;
    return { query, variables: JSON.stringify(values, null, 2) };
  }
  const after = {
    kind: Kind.ARGUMENT,
    name: { kind: Kind.NAME, value: "after" },
    value: { kind: Kind.STRING, value: cursor },
  };
  const changed = visit(document, {
    Field: (node) => {
      if (node !== field) return undefined;
      return { ...node, arguments: [...node.arguments.filter((argument) => argument !== given), after] };
    },
  });
  return { query: print(changed), variables: variables ?? "" };
}
