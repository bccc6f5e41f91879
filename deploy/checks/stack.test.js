// Two API servers (APIS, ports) and a worker that sends mails to a server here (MAIL, its port).

const assert = require("node:assert/strict");
const fs = require("node:fs");
const { once } = require("node:events");
const { test } = require("node:test");
const { SMTPServer } = require("smtp-server");

const apis = process.env.APIS.split(" ").map((port) => `http://127.0.0.1:${port}`);
const secret = (name) => fs.readFileSync(`${process.env.SECRETS}/${name}`);

/** Asks until the answer is as wanted, or half a minute has gone; the last answer. */
async function until(wanted, ask) {
  const end = Date.now() + 30_000;
  for (;;) {
    const answer = await ask().catch(String);
    if (wanted(answer) || Date.now() > end) return answer;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test("every server is ready, and lacks nothing", async () => {
  for (const api of apis) {
    const ready = await until(
      (answer) => answer.degraded?.length === 0 && answer.status === "ready",
      async () => (await fetch(`${api}/readyz`)).json(),
    );
    assert.deepEqual(ready.degraded, [], JSON.stringify(ready));
    assert.equal(ready.checks.redis, "ok");
    assert.equal(ready.checks.worker, "ok");
  }
});

test("somebody who signs up gets their code, over TLS", async () => {
  const mails = new SMTPServer({
    cert: secret("mail.crt"),
    key: secret("mail.key"),
    authOptional: true,
    disabledCommands: ["AUTH"],
    // The worker keeps its connection for the next mail.
    closeTimeout: 1,
    async onData(stream, session, done) {
      let text = "";
      for await (const part of stream) text += part;
      const to = session.envelope.rcptTo.map(({ address }) => address);
      mails.emit("mail", { secure: session.secure, to, text });
      done();
    },
  });
  mails.listen(Number(process.env.MAIL), "127.0.0.1");
  await once(mails.server, "listening");
  try {
    const came = once(mails, "mail", { signal: AbortSignal.timeout(30_000) });
    const input = '{email: "ada@example.org", password: "a quiet lamp", name: "Ada", role: PATIENT}';
    const response = await fetch(`${apis[0]}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: `mutation { signUp(input: ${input}) { accessToken } }` }),
    });
    const { data } = await response.json();
    assert.ok(data.signUp.accessToken);
    const [mail] = await came;
    assert.equal(mail.secure, true);
    assert.deepEqual(mail.to, ["ada@example.org"]);
    assert.match(mail.text, /\d{4} \d{4}/);

    // The other server knows who that is: both have the same keys.
    const viewer = await fetch(`${apis[1]}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${data.signUp.accessToken}` },
      body: JSON.stringify({ query: "{ viewer { name } }" }),
    });
    assert.deepEqual(await viewer.json(), { data: { viewer: { name: "Ada" } } });
  } finally {
    await new Promise((resolve) => mails.close(resolve));
  }
});
