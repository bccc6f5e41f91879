// A development server that passes /graphql on makes the page and the API one origin: the session may be in a cookie then.

import assert from "node:assert/strict";
import { once } from "node:events";
import { request } from "node:http";
import { after, before, test } from "node:test";
import { createServer } from "vite";
import { ask, startServer } from "../../../web/tests/help/server.js";

let server;
let vite;
before(async () => {
  server = await startServer();
  vite = await createServer({
    configFile: false,
    logLevel: "error",
    server: { host: "127.0.0.1", port: 0, proxy: { "/graphql": { target: server.url, ws: true } } },
  });
  await vite.listen();
});
after(async () => {
  await vite?.close();
  await server?.remove();
});

test("behind the proxy, a page keeps its session in a cookie", async () => {
  const origin = `http://127.0.0.1:${vite.httpServer.address().port}`;
  const input = { email: "pat@example.org", password: "a quiet lamp", name: "Pat", role: "PATIENT" };
  await ask(server, "mutation ($input: SignUpInput!) { signUp(input: $input) { user { id } } }", { input });
  const logIn = "mutation ($input: LogInInput!) { logIn(input: $input) { accessToken refreshToken } }";
  const answer = await fetch(`${origin}/graphql`, {
    method: "POST",
    headers: { origin, "content-type": "application/json", "x-aftercare-session": "cookie" },
    body: JSON.stringify({ query: logIn, variables: { input: { email: input.email, password: input.password } } }),
  });
  const { data } = await answer.json();
  assert.equal(data.logIn.refreshToken, null);
  assert.match(answer.headers.get("set-cookie"), /aftercare-refresh=\S+; .*HttpOnly/);
});

test("behind the proxy, a WebSocket opens", async () => {
  const origin = `http://127.0.0.1:${vite.httpServer.address().port}`;
  const headers = {
    origin,
    connection: "Upgrade",
    upgrade: "websocket",
    "sec-websocket-version": "13",
    "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
    "sec-websocket-protocol": "graphql-transport-ws",
  };
  const asked = request(`${origin}/graphql`, { headers }).end();
  const [response, socket] = await once(asked, "upgrade");
  socket.destroy();
  assert.equal(response.statusCode, 101);
  assert.equal(response.headers["sec-websocket-protocol"], "graphql-transport-ws");
});
