// Below the answer: the last cursor, and going on from it.

import { useGraphiQL, useGraphiQLActions } from "@graphiql/react";
import { useState, useSyncExternalStore } from "react";
import { resumeFrom } from "./resume.js";

const WORDS = {
  idle: "No subscription has run yet.",
  connecting: "Connecting.",
  live: "Live: events are shown as they happen.",
  reconnecting: "The connection was lost. It is being made again, from the last cursor on.",
  ended: "The subscription has ended.",
};

export function LiveBar({ live }) {
  const { state, cursor } = useSyncExternalStore(live.subscribe, live.shown);
  const editors = useGraphiQL(({ queryEditor, variableEditor, operationName }) => ({ queryEditor, variableEditor, operationName }));
  const { run, stop } = useGraphiQLActions();
  const [problem, setProblem] = useState("");

  function resume() {
    setProblem("");
    try {
      const asked = {
        query: editors.queryEditor.getValue(),
        variables: editors.variableEditor.getValue(),
        operationName: editors.operationName,
      };
      const next = resumeFrom(cursor, asked);
      if (!next) return setProblem("The operation in this tab is no subscription. Go to the tab of one first.");
      if (next.query !== asked.query) editors.queryEditor.setValue(next.query);
      if (next.variables !== asked.variables) editors.variableEditor.setValue(next.variables);
      stop();
      run();
    } catch (error) {
      setProblem(`The operation cannot be read: ${error.message}`);
    }
  }

  return (
    <section className="live" aria-label="Subscriptions">
      <span role="status">{WORDS[state]}</span>
      {cursor && (
        <span>
          Last cursor: <output aria-label="Last cursor">{cursor}</output>{" "}
          <button type="button" onClick={resume}>
            Resume from this cursor
          </button>
        </span>
      )}
      {problem && <span role="alert">{problem}</span>}
    </section>
  );
}
