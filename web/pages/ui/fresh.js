// What changes without an event: a new day begins, a patient chooses another doctor, somebody falls behind.

/** Milliseconds between two looks while the page is seen. */
const LOOK = 60_000;

/** Calls `look` now and then while the page is seen, and at once when it is seen again. */
export function keepFresh(look, every = LOOK) {
  const seen = () => document.visibilityState === "visible" && look();
  document.addEventListener("visibilitychange", seen);
  setInterval(seen, every);
}
