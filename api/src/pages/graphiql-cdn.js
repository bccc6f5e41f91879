// GraphiQL from unpkg.com, for a server that was built without its own (web/graphiql). Each file is pinned by its hash. When one
// of them does not come, the page says so, and how to do without unpkg.com.

"use strict";

const BUILD =
  "Build it into the server, and it needs no other host: run `npm ci && npm run build` in web/graphiql, then build the server again.";

function say(text) {
  const said = document.getElementById("said");
  if (said) {
    said.setAttribute("role", "alert");
    said.textContent = text;
  } else {
    addEventListener("DOMContentLoaded", () => say(text));
  }
}

let failed = false;

// A file's error does not bubble: it is caught on its way down.
addEventListener(
  "error",
  (event) => {
    const file = event.target instanceof HTMLElement ? event.target.src || event.target.href : null;
    if (!file || failed) return;
    failed = true;
    say(`GraphiQL could not be loaded from unpkg.com (${file}): it cannot be reached, or the file is not the one that was pinned. ${BUILD}`);
  },
  true,
);

/** Which kind of operation is asked for; a document of several is read by the name. */
function isSubscription(documentAST, operationName) {
  const operations = documentAST?.definitions.filter(({ kind }) => kind === "OperationDefinition") ?? [];
  const named = operations.find(({ name }) => name?.value === operationName) ?? operations[0];
  return named?.operation === "subscription";
}

async function ask(params, headers) {
  const response = await fetch("/graphql", {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(params),
  });
  return response.json();
}

/** Tells errors of GraphQL as they are, and the close of a connection as a sentence. */
function sink(observer) {
  return {
    next: (result) => observer.next(result),
    complete: () => observer.complete(),
    error: (error) => {
      const known = error instanceof Error || Array.isArray(error);
      const why = error?.code ? `${error.code}: ${error.reason || "no reason was given"}` : "it could not be made";
      observer.error(known ? error : new Error(`The connection was closed (${why}). Check the Authorization header, and run it again.`));
    },
  };
}

/** The Authorization header of the Headers pane is what signs in, here as there. */
function subscribe(params, headers) {
  const authorization = Object.entries(headers).find(([name]) => name.toLowerCase() === "authorization")?.[1];
  const address = new URL("/graphql", location.href);
  address.protocol = address.protocol.replace("http", "ws");
  const client = graphqlWs.createClient({
    url: address.href,
    connectionParams: authorization ? { authorization } : {},
    // The token is no longer good, and only its owner can write another one.
    shouldRetry: (event) => ![4401, 4403, 4410].includes(event?.code),
  });
  return {
    subscribe(observer) {
      const stop = client.subscribe(params, sink(observer));
      return {
        unsubscribe() {
          stop();
          client.dispose();
        },
      };
    },
  };
}

addEventListener("DOMContentLoaded", () => {
  if (failed) return;
  const fetcher = (params, { headers = {}, documentAST } = {}) =>
    isSubscription(documentAST, params.operationName) ? subscribe(params, headers) : ask(params, headers);
  const page = React.createElement(GraphiQL, {
    fetcher,
    defaultQuery: '# To sign in, write {"Authorization": "Bearer ..."} into Headers, below.\n\nquery Viewer {\n  viewer {\n    id\n    name\n  }\n}\n',
    defaultEditorToolsVisibility: "headers",
    // An operation may hold a note: nothing of it stays in the browser.
    storage: { getItem: () => null, setItem() {}, removeItem() {}, clear() {}, length: 0 },
    shouldPersistHeaders: false,
  });
  document.getElementById("said").remove();
  document.body.style.margin = "0";
  const place = document.getElementById("graphiql");
  place.style.height = "100dvh";
  ReactDOM.createRoot(place).render(page);
});
