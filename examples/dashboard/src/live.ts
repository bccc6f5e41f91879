// Events as they happen. The cursor is read before the data, so that nothing between the two is lost; the cache follows the ids
// that events carry, and lists are asked for again.

import { useApolloClient } from "@apollo/client/react";
import { useEffect, useState } from "react";
import { live } from "./client";
import { graphql } from "./gql";
import type { CareEventsSubscription } from "./gql/graphql";
import { codeOf, inputPathOf } from "./session";

export type CareEvent = CareEventsSubscription["careEvents"];
export type State = "connecting" | "catching up" | "caught up" | "away";

const CURSOR = graphql(`query Cursor { eventCursor }`);
const CARE_EVENTS = graphql(`
  subscription CareEvents($after: String) {
    careEvents(after: $after) {
      cursor
      at
      patient { id name adherence { percent days(last: 14) { day due done } } today { day due { id } done { id } } }
      ... on StepsExtracted { steps { id description } }
      ... on CheckInChanged { checkIn { id undone } step { id description duration } }
      ... on StepChanged { step { id description state } }
    }
  }
`);
/** The API does not mark the end of a replay: it is over once nothing has come for this long, in milliseconds. */
const QUIET = 400;

/** The newest events first, and how the connection is. */
export function useLive() {
  const client = useApolloClient();
  const [events, setEvents] = useState<CareEvent[]>([]);
  const [state, setState] = useState<State>("connecting");

  useEffect(() => {
    let quiet: ReturnType<typeof setTimeout> | undefined;
    let stop = () => {};
    let ended = false;
    const settle = () => {
      clearTimeout(quiet);
      quiet = setTimeout(() => setState("caught up"), QUIET);
    };
    live.onState = (connection) => {
      clearTimeout(quiet);
      setState(connection === "away" ? "away" : "catching up");
      if (connection === "connected") settle();
    };

    async function begin() {
      const { data } = await client.query({ query: CURSOR, fetchPolicy: "network-only" });
      await client.refetchQueries({ include: "active" });
      if (ended) return;
      live.cursor = null;
      const subscription = client.subscribe({ query: CARE_EVENTS, variables: { after: data?.eventCursor ?? null } }).subscribe({
        next: ({ data, error }) => {
          if (placeIsGone(error)) return restart();
          if (!data) return;
          live.cursor = data.careEvents.cursor;
          setEvents((before) => [data.careEvents, ...before].slice(0, 50));
          settle();
          void client.refetchQueries({ include: ["Worklist", "Patients"] });
        },
        error: (error) => (placeIsGone(error) ? restart() : setState("away")),
      });
      stop = () => subscription.unsubscribe();
    }
    /** Everything is loaded again. */
    function restart() {
      stop();
      void begin();
    }
    begin().catch(() => setState("away"));
    return () => {
      ended = true;
      clearTimeout(quiet);
      stop();
      live.onState = () => {};
    };
  }, [client]);

  return { events, state };
}

/** Away for so long that the events are no longer kept, or the server was restored from a copy that does not have them. */
function placeIsGone(error: unknown) {
  return codeOf(error) === "CURSOR_EXPIRED" || (codeOf(error) === "BAD_USER_INPUT" && inputPathOf(error).includes("after"));
}

/** An event in words. */
export function inWords(event: CareEvent) {
  switch (event.__typename) {
    case "NoteSubmitted":
      return "a note was written";
    case "StepsExtracted":
      return `${event.steps.length} steps were read: ${event.steps.map((step) => step.description).join("; ")}`;
    case "ExtractionFailed":
      return "a note could not be read";
    case "CheckInChanged":
      return `${event.checkIn.undone ? "took back" : "checked in"}: ${event.step.description}`;
    case "StepChanged":
      return `${event.step.description} is ${event.step.state.toLowerCase().replace("_", " ")}`;
    case "PlanEnded":
      return "the plan has ended";
    case "DoctorSelected":
      return "chose a doctor";
    case "ReminderSent":
      return "was reminded by mail";
    case "MailFailing":
      return "cannot be reached by mail";
  }
}
