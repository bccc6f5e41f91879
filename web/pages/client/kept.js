// What a patient pressed and the server has not answered yet, kept in this browser so that a reload or a lost connection loses
// nothing: ids and days, never a word of the record. It ends with the session.

const PREFIX = "aftercare-kept-";

/** The presses that wait for an answer, oldest first. */
export function keptOf(userId) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + userId)) ?? [];
  } catch {
    return [];
  }
}

/** Keeps `presses` in place of those before. */
export function keep(userId, presses) {
  if (presses.length > 0) localStorage.setItem(PREFIX + userId, JSON.stringify(presses));
  else localStorage.removeItem(PREFIX + userId);
}

/** Whether a key of `localStorage` belongs to this module. */
export const isKept = (key) => key === null || key.startsWith(PREFIX);

/** Forgets the presses of everybody who used this browser. */
export function forgetKept() {
  for (const key of Object.keys(localStorage)) if (isKept(key)) localStorage.removeItem(key);
}
