// Who is signed in, in this page as in the other pages of this server: one session, and one refresh across all tabs.

import { onChange } from "../../pages/client/session.js";

export { accessToken, logIn, logOut, renew, resume, user } from "../../pages/client/session.js";

const listeners = new Set();
onChange(() => {
  for (const listener of listeners) listener();
});

/** For React's useSyncExternalStore. */
export function subscribe(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
