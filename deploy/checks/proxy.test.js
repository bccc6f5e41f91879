// What somebody in front of a proxy notices: URL names the proxy. The client is at 127.0.0.9, the proxy at 127.0.0.1.

const assert = require("node:assert/strict");
const https = require("node:https");
const { once } = require("node:events");
const { test } = require("node:test");
const WebSocket = require("ws");

const url = new URL(process.env.URL);
const client = { localAddress: "127.0.0.9", family: 4 };
const forged = { "x-forwarded-for": "203.0.113.7", forwarded: "for=203.0.113.7" };

/** One request: status, headers and text of the answer. A connection that a proxy does not take yet is tried again. */
async function send(path, { headers = {}, body, until = Date.now() + 30_000 } = {}) {
  try {
    const request = https.request(new URL(path, url), {
      ...client,
      method: body === undefined ? "GET" : "POST",
      headers: { ...headers, ...(body === undefined ? {} : { "content-type": "application/json" }) },
      agent: false,
    });
    request.end(body);
    const [response] = await once(request, "response");
    let text = "";
    for await (const part of response) text += part;
    return { status: response.statusCode, headers: response.headers, raw: response.rawHeaders, text };
  } catch (error) {
    if (error.code !== "ECONNREFUSED" || Date.now() > until) throw error;
    return send(path, { headers, body, until });
  }
}

async function ask(query, { token, headers = {} } = {}) {
  const authorization = token ? { authorization: `Bearer ${token}` } : {};
  const answer = await send("/graphql", { headers: { ...authorization, ...headers }, body: JSON.stringify({ query }) });
  const { data, errors } = JSON.parse(answer.text);
  assert.equal(errors, undefined, answer.text);
  return { data, headers: answer.headers };
}

let people = 0;
async function signUp(role, headers) {
  people += 1;
  const email = `${role.toLowerCase()}-${url.port}-${people}@example.org`;
  const input = `{email: "${email}", password: "a quiet lamp", name: "Sample ${role}", role: ${role}}`;
  const { data } = await ask(`mutation { signUp(input: ${input}) { accessToken user { id } } }`, { headers });
  return { email, token: data.signUp.accessToken, id: data.signUp.user.id };
}

test("a page comes through, and is told once to come over https only", async () => {
  const page = await send("/livez");
  assert.equal(page.status, 200);
  const told = page.raw.filter((name) => name.toLowerCase() === "strict-transport-security");
  assert.equal(told.length, 1);
});

test("what the servers lack is not told to the world", async () => {
  assert.equal((await send("/readyz")).status, 404);
});

test("the client's address is the one that it has, whatever it says", async () => {
  for (const headers of [{}, forged]) {
    const { token } = await signUp("PATIENT", headers);
    const { data } = await ask("{ sessions { address } }", { token });
    assert.deepEqual(data.sessions, [{ address: "127.0.0.9" }]);
  }
});

test("a page of the server keeps its session in a cookie", async () => {
  const { email } = await signUp("PATIENT");
  const headers = { origin: url.origin, "x-aftercare-session": "cookie" };
  const query = `mutation { logIn(input: {email: "${email}", password: "a quiet lamp"}) { accessToken } }`;
  const answer = await ask(query, { headers });
  assert.match(String(answer.headers["set-cookie"]), /__Host-aftercare-refresh=.*Secure/);
});

test("a subscription tells a doctor, over a WebSocket, what comes of a note", async () => {
  const [doctor, patient] = [await signUp("DOCTOR"), await signUp("PATIENT")];
  await ask(`mutation { selectDoctor(input: {doctorId: "${doctor.id}"}) { assignedAt } }`, { token: patient.token });
  const { data } = await ask("{ eventCursor }", { token: doctor.token });

  const socket = new WebSocket(new URL("/graphql", url).href.replace("https", "wss"), "graphql-transport-ws", {
    ...client,
    origin: url.origin,
    headers: forged,
  });
  try {
    const messages = heard(socket);
    await once(socket, "open");
    socket.send(JSON.stringify({ type: "connection_init", payload: { authorization: `Bearer ${doctor.token}` } }));
    assert.equal((await messages.next()).value.type, "connection_ack");
    const query = `subscription { careEvents(after: "${data.eventCursor}") { __typename } }`;
    socket.send(JSON.stringify({ id: "1", type: "subscribe", payload: { query } }));
    const note = `{patientId: "${patient.id}", body: "Take doxycycline 100 mg twice daily for 7 days."}`;
    await ask(`mutation { submitNote(input: ${note}) { note { id } } }`, { token: doctor.token });
    const { value } = await messages.next();
    assert.equal(value.type, "next");
    assert.ok(value.payload.data.careEvents.__typename);
  } finally {
    socket.terminate();
  }
});

/** What a socket says, pings of the protocol left out. */
async function* heard(socket) {
  const waiting = [];
  let wake = () => {};
  socket.on("message", (text) => waiting.push(JSON.parse(text)) && wake());
  socket.on("close", (code) => waiting.push({ type: `closed with ${code}` }) && wake());
  for (;;) {
    while (waiting.length === 0) await new Promise((resolve) => (wake = resolve));
    const message = waiting.shift();
    if (message.type !== "ping") yield message;
  }
}

test("a body as large as the server takes comes through, and a larger one is refused", async () => {
  const limit = 131_072;
  const sized = (bytes) => {
    const empty = JSON.stringify({ query: "{ __typename }", variables: { x: "" } });
    return empty.replace('"x":""', `"x":"${"y".repeat(bytes - empty.length)}"`);
  };
  assert.equal((await send("/graphql", { body: sized(limit) })).status, 200);
  assert.equal((await send("/graphql", { body: sized(limit + 1) })).status, 413);
});
