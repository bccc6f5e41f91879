// The binary, on a free port of this machine with an empty data folder. Stop it, and the folder is gone too.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const built = fileURLToPath(new URL("../../../target/debug/aftercare", import.meta.url));

/** The program under test. */
export const program = process.env.AFTERCARE ?? built;

/** Environment without settings of whoever runs the tests. */
function plain(settings) {
  const kept = Object.entries(process.env).filter(([name]) => !/^(AFTERCARE|SMTP|DATABASE|REDIS|GEMINI)/.test(name));
  return { ...Object.fromEntries(kept), ...settings };
}

/** Starts a server; `settings` are environment variables. */
export async function startServer(settings = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), "aftercare-web-"));
  const server = new Server(folder, settings);
  await server.start();
  return server;
}

export class Server {
  #process = null;
  #port = 0;
  #said = [];

  constructor(folder, settings) {
    this.folder = folder;
    this.settings = settings;
  }

  get url() {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Starts it, on the port that it had before. */
  async start() {
    const child = spawn(program, ["serve"], { env: this.#environment(), stdio: ["ignore", "pipe", "pipe"] });
    this.#process = child;
    createInterface({ input: child.stderr }).on("line", (line) => this.#said.push(line));
    const lines = createInterface({ input: child.stdout });
    const listens = new Promise((resolve, reject) => {
      lines.on("line", (line) => {
        this.#said.push(line);
        const address = /listens on http:\/\/127\.0\.0\.1:(\d+)/.exec(line);
        if (address) resolve(Number(address[1]));
      });
      child.on("error", reject);
      child.on("exit", (code) => reject(new Error(`the server ended with ${code}:\n${this.#said.join("\n")}`)));
    });
    this.#port = await listens;
  }

  /** Ends it, as an operator does; `signal` SIGKILL ends it as a power cut does. */
  async end(signal = "SIGTERM") {
    const child = this.#process;
    this.#process = null;
    if (!child || child.exitCode !== null) return;
    const exit = once(child, "exit");
    child.kill(signal);
    await exit;
  }

  /** Ends it and removes its data. */
  async remove() {
    await this.end();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Runs a command of the program on this server's data; answers what it printed. */
  async run(args, input = "") {
    const child = spawn(program, args, { env: this.#environment(), stdio: ["pipe", "pipe", "pipe"] });
    let printed = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (printed += chunk));
    child.stdin.end(input);
    const [code] = await once(child, "close");
    if (code !== 0) throw new Error(`aftercare ${args.join(" ")} ended with ${code}:\n${printed}`);
    return printed;
  }

  /** The mails written so far, as text. */
  async mails() {
    const folder = path.join(this.folder, "mail");
    const names = await readdir(folder).catch(() => []);
    const whole = names.filter((name) => name.endsWith(".eml")).sort();
    return Promise.all(whole.map((name) => readFile(path.join(folder, name), "utf8")));
  }

  /** What it printed so far. */
  get log() {
    return this.#said.join("\n");
  }

  #environment() {
    return plain({
      AFTERCARE_LOG: "warn",
      AFTERCARE_QUIET_HOURS: "none",
      ...this.settings,
      AFTERCARE_DATA_DIR: this.folder,
      AFTERCARE_LISTEN: `127.0.0.1:${this.#port}`,
    });
  }
}

/** The answer of a GraphQL operation, for what a test needs besides the pages. */
export async function ask(server, query, variables = {}, token) {
  const headers = { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) };
  const response = await fetch(`${server.url}/graphql`, {
    method: "POST",
    headers,
    body: JSON.stringify({ query, variables }),
  });
  const answer = await response.json();
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return answer.data;
}

/** Asks `what` again and again until it answers something; fails after `seconds`. */
export async function eventually(what, seconds = 15) {
  const until = Date.now() + seconds * 1000;
  for (;;) {
    const found = await what();
    if (found) return found;
    if (Date.now() > until) throw new Error(`nothing came within ${seconds} seconds: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
