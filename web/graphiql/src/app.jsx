// The page: who is signed in, and a GraphiQL of their own. Another person gets another one, with nothing of the one before in it.

import { explorerPlugin } from "@graphiql/plugin-explorer";
import { HISTORY_PLUGIN } from "@graphiql/plugin-history";
import { GraphiQL } from "graphiql";
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { ask, createFetcher } from "./fetcher.js";
import { Live } from "./live.js";
import { LiveBar } from "./live-bar.jsx";
import { idsFor, OPEN, tabsFor } from "./operations.js";
import * as session from "./session.js";
import { SignIn } from "./sign-in.jsx";
import { createStorage } from "./storage.js";

const plugins = [HISTORY_PLUGIN, explorerPlugin({ showAttribution: false })];

export function App() {
  const user = useSyncExternalStore(session.subscribe, session.user);
  const live = useMemo(() => new Live(), []);
  const fetcher = useMemo(() => createFetcher(live), [live]);
  const [shown, setShown] = useState(null);
  // What is in the tabs now: read, never drawn.
  const edited = useRef(null);

  useEffect(() => {
    let current = true;
    live.clear();
    edited.current = null;
    idsFor(user, ask)
      .catch(() => ({}))
      .then((ids) => current && setShown({ user, tabs: tabsFor(user, ids), key: crypto.randomUUID() }));
    return () => {
      current = false;
    };
  }, [user, live]);

  /** Puts ids that are known now where they were open, and leaves what was written as it is. */
  async function fill() {
    const ids = await idsFor(user, ask);
    const found = Object.entries(ids);
    const put = (text) => found.reduce((filled, [name, id]) => filled.replaceAll(OPEN[name], id), text ?? "");
    const tabs = (edited.current ?? shown.tabs).map(({ query, variables, headers }) => ({ query, headers, variables: put(variables) }));
    live.clear();
    setShown({ user, tabs, key: crypto.randomUUID() });
    const open = tabs.some((tab) => Object.values(OPEN).some((text) => tab.variables.includes(text)));
    return open ? "Some ids are still open: there is nothing yet that they could name." : "All ids are filled in.";
  }

  const ready = shown?.user === user;
  return (
    <>
      <SignIn user={user} onFill={fill} />
      <main>
        {ready ? (
          <GraphiQL
            key={shown.key}
            fetcher={fetcher}
            storage={createStorageOnce(shown)}
            plugins={plugins}
            defaultTabs={shown.tabs}
            initialVariables={shown.tabs[0].variables}
            defaultEditorToolsVisibility="variables"
            shouldPersistHeaders={false}
            showPersistHeadersSettings={false}
            onTabChange={({ tabs }) => (edited.current = tabs)}
          >
            <GraphiQL.Logo> </GraphiQL.Logo>
            <GraphiQL.Footer>
              <LiveBar live={live} />
            </GraphiQL.Footer>
          </GraphiQL>
        ) : (
          <p className="loading">GraphiQL is loading.</p>
        )}
      </main>
    </>
  );
}

const storages = new WeakMap();

function createStorageOnce(shown) {
  if (!storages.has(shown)) storages.set(shown, createStorage());
  return storages.get(shown);
}
