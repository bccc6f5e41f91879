// The page as it will be once the server has answered the presses that are on their way.

/** `me` with the steps of `presses` where they will be; counts and the calendar stay as the server says. */
export function foreseen(me, presses) {
  const today = { ...me.today };
  const move = (stepId, from, to) => {
    const step = today[from].find(({ id }) => id === stepId);
    if (!step) return;
    today[from] = today[from].filter((one) => one !== step);
    today[to] = [...today[to], step];
  };
  for (const { what, stepId, day } of presses) {
    if (what === "complete") move(stepId, "checklist", "done");
    if (what === "uncomplete") move(stepId, "done", "checklist");
    // A repeated step is done on one day; on the next it may be due again.
    if (what === "checkIn" && day === today.day) move(stepId, "due", "done");
    if (what === "undo" && day === today.day) move(stepId, "done", "due");
  }
  return { ...me, today };
}
