// Events as they happen, over GraphQL on a WebSocket (the protocol graphql-transport-ws). A connection that ends is made again,
// and goes on after the last event that was seen: nothing is lost and nothing comes twice.

import { ApiError, dataOf } from "./api.js";
import { accessToken, renew } from "./session.js";

/** Milliseconds between two questions whether the server is still there, and the silence after which the connection is dead. */
const PING = 15_000;
const SILENCE = 40_000;
/** The first and the longest pause before the next try. */
const PAUSE = 500;
const LONGEST_PAUSE = 30_000;
/** After a refusal that would only be repeated: too many sockets, or messages. */
const REFUSED_PAUSE = 60_000;
/** The API does not say when a replay is over: it is, once nothing has come for so long. */
const QUIET = 400;

/**
 * Follows the subscription `query`, which takes `$after` and has one root field whose events carry a `cursor`.
 *
 * - `after`: the cursor to begin after, from `eventCursor`, read before the page's data
 * - `onEvent(event)`: one event
 * - `onState(state)`: "connecting", "catching-up", "live" or "away"
 * - `onExpired()`: the events after the cursor are no longer kept. Loads the page's data again and answers a new cursor.
 *
 * Answers a function that ends it.
 */
export function follow(options) {
  const live = new Live(options);
  live.connect();
  return () => live.end();
}

class Live {
  #socket = null;
  #tries = 0;
  #ended = false;
  #timers = {};
  #token = null;

  constructor({ query, variables = {}, after, onEvent, onState = () => {}, onExpired }) {
    Object.assign(this, { query, variables, cursor: after, onEvent, onState, onExpired });
    this.wake = () => !this.#socket && document.visibilityState === "visible" && this.connect();
    addEventListener("online", this.wake);
    document.addEventListener("visibilitychange", this.wake);
  }

  end() {
    this.#ended = true;
    removeEventListener("online", this.wake);
    document.removeEventListener("visibilitychange", this.wake);
    Object.values(this.#timers).forEach(clearTimeout);
    this.#socket?.close(1000);
  }

  async connect() {
    clearTimeout(this.#timers.retry);
    if (this.#ended || this.#socket) return;
    const address = new URL("/graphql", location.href);
    address.protocol = address.protocol.replace("http", "ws");
    const socket = new WebSocket(address, "graphql-transport-ws");
    this.#socket = socket;
    this.onState(this.#tries > 1 ? "away" : "connecting");
    const say = (message) => socket.readyState === WebSocket.OPEN && socket.send(JSON.stringify(message));
    socket.addEventListener("open", async () => {
      this.#token = await accessToken().catch(() => null);
      say({ type: "connection_init", payload: { authorization: `Bearer ${this.#token}` } });
    });
    // A dead connection may not even close; it is left behind.
    const dead = () => {
      socket.close();
      this.#lost(socket, { code: 1006 });
    };
    socket.addEventListener("message", ({ data }) => {
      if (socket !== this.#socket) return;
      this.#expect("silence", SILENCE, dead);
      this.#hear(JSON.parse(data), say);
    });
    socket.addEventListener("close", (event) => this.#lost(socket, event));
    this.#expect("silence", SILENCE, dead);
  }

  #hear({ type, payload }, say) {
    if (type === "ping") say({ type: "pong" });
    if (type === "connection_ack") {
      const variables = { ...this.variables, after: this.cursor };
      say({ id: "events", type: "subscribe", payload: { query: this.query, variables } });
      this.onState("catching-up");
      this.#quiet();
      this.#ping(say);
    }
    if (type === "next") this.#next(payload);
    if (type === "error") this.#refused(ApiError.of(payload[0]));
    if (type === "complete") this.#socket?.close(1000);
  }

  #next(answer) {
    if (this.#timers.quiet) this.#quiet();
    this.#tries = 0;
    // One event that cannot be shown says where it stands, so that what comes after it is not held up.
    const skipped = answer.errors?.find(({ extensions }) => extensions?.cursor)?.extensions.cursor;
    const event = answer.data && Object.values(answer.data)[0];
    if (!event && !skipped) {
      try {
        dataOf(answer);
      } catch (error) {
        this.#refused(error);
      }
      return;
    }
    this.cursor = event?.cursor ?? skipped;
    if (event) this.onEvent(event);
  }

  /** The server's own pings are below what a page can see, so it asks by itself. */
  #ping(say) {
    this.#expect("ping", PING, () => {
      say({ type: "ping" });
      this.#ping(say);
    });
  }

  #quiet() {
    this.#expect("quiet", QUIET, () => {
      this.#timers.quiet = null;
      this.#tries = 0;
      this.onState("live");
    });
  }

  async #refused(error) {
    if (error.code === "CURSOR_EXPIRED" || error.inputPath.includes("after")) {
      try {
        this.cursor = await this.onExpired();
      } catch {
        // The next try is refused in the same way, and asks again.
      }
    }
    this.#socket?.close(1000);
  }

  async #lost(socket, { code }) {
    if (socket !== this.#socket) return;
    this.#socket = null;
    clearTimeout(this.#timers.silence);
    clearTimeout(this.#timers.ping);
    clearTimeout(this.#timers.quiet);
    this.#timers.quiet = null;
    if (this.#ended) return;
    // One lost connection is made again at once; the server is away when that fails.
    this.onState(this.#tries > 0 ? "away" : "connecting");
    // The session, or this token, has ended: whether the person may go on is the session's to find out.
    if (code === 4401 || code === 4403) await renew(this.#token).catch(() => {});
    const pause = Math.min(PAUSE * 2 ** this.#tries, LONGEST_PAUSE) * (0.5 + Math.random() / 2);
    this.#tries += 1;
    this.#expect("retry", code === 4429 ? REFUSED_PAUSE : pause, () => this.connect());
  }

  #expect(what, time, then) {
    clearTimeout(this.#timers[what]);
    this.#timers[what] = this.#ended ? null : setTimeout(then, time);
  }
}
