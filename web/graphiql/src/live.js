// The page's subscriptions: what it shows of them (how the connection is, and the cursor of the last event), and their end.

export class Live {
  #shown = { state: "idle", cursor: null };
  #listeners = new Set();
  /** What ends each subscription that runs. */
  running = new Set();

  state = (state) => this.#show({ ...this.#shown, state });
  cursor = (cursor) => this.#show({ state: "live", cursor });
  /** Ends all of them: nothing of one person's is left for the next. */
  clear = () => {
    for (const stop of this.running) stop();
    this.#show({ state: "idle", cursor: null });
  };

  /** For React's useSyncExternalStore. */
  subscribe = (listener) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  shown = () => this.#shown;

  #show(shown) {
    this.#shown = shown;
    for (const listener of this.#listeners) listener();
  }
}
