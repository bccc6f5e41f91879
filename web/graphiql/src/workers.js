// Monaco's workers are part of the page's own script: an editor that makes one works while the server is away, too.

import EditorWorker from "monaco-editor/esm/vs/editor/editor.worker.js?worker&inline";
import JsonWorker from "monaco-editor/esm/vs/language/json/json.worker.js?worker&inline";
import GraphQLWorker from "monaco-graphql/esm/graphql.worker.js?worker&inline";

const workers = { json: JsonWorker, graphql: GraphQLWorker };

globalThis.MonacoEnvironment = {
  getWorker: (_, label) => new (workers[label] ?? EditorWorker)(),
};
