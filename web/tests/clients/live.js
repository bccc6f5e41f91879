// graphql-ws as its documentation has it, with the two additions that Aftercare asks for: the token and the last cursor go into
// `connection_init`, and every close but a final one is followed by another connection.

import { createClient } from "graphql-ws";
import WebSocket from "ws";
import { eventually } from "../help/server.js";

// As in a browser; Node has one of its own from version 22 on.
globalThis.WebSocket ??= WebSocket;

export const CARE_EVENTS = `subscription ($after: String) {
  careEvents(after: $after) {
    __typename
    cursor
    patient { id }
    ... on CheckInChanged { checkIn { id undone } step { id duration } }
  }
}`;

/** A door that keeps a client from coming back until it is opened. */
export function door() {
  let open;
  const opened = new Promise((resolve) => (open = resolve));
  return { opened, open };
}

/**
 * A client of its own for one subscription: `cursor` holds the last cursor. `mayReconnect` answers what to wait for before it
 * comes back.
 */
export function liveClient(server, person, { mayReconnect = () => Promise.resolve() } = {}) {
  const place = { cursor: null, closes: [] };
  place.client = createClient({
    url: `${server.url.replace("http", "ws")}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: Infinity,
    retryWait: () => mayReconnect(),
    shouldRetry: () => true,
    connectionParams: () => ({
      authorization: `Bearer ${person.token}`,
      ...(place.cursor && { cursor: place.cursor }),
    }),
    on: { closed: ({ code, reason }) => place.closes.push({ code, reason: String(reason) }) },
  });
  return place;
}

/** Subscribes to everything after `after`; `seen` grows with each event. */
export function watch(place, after) {
  const seen = [];
  const failed = [];
  const stop = place.client.subscribe(
    { query: CARE_EVENTS, variables: { after } },
    {
      next: ({ data, errors }) => {
        if (errors) return failed.push(...errors);
        place.cursor = data.careEvents.cursor;
        seen.push(data.careEvents);
      },
      error: (error) => failed.push(error),
      complete: () => {},
    },
  );
  /** Waits until `many` events came. */
  const upTo = (many) =>
    eventually(() => {
      if (failed.length > 0) throw new Error(`the subscription failed: ${JSON.stringify(failed)}`);
      return seen.length >= many;
    });
  return { seen, stop, upTo };
}

/** What a subscription that was never cut would have shown: everything after `after`, up to the event with `last`. */
export async function told(server, person, after, last) {
  const place = liveClient(server, person);
  const { seen, stop } = watch(place, after);
  await eventually(() => seen.at(-1)?.cursor === last);
  stop();
  await place.client.dispose();
  return seen;
}
