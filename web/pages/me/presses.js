// Doing a step and taking it back. A press shows at once and is sent then; what the server refuses is taken back, with a sentence.
// While the server is away presses are kept, over a reload too, and are sent in their order when it is back. Sending one twice is
// harmless: a step is checked in once on a day, and each press names its day.

import { isKept, keep, keptOf } from "../client/kept.js";
import { ask, user } from "../client/session.js";
import { redraw } from "../ui/draw.js";
import { say, warn } from "../ui/say.js";
import { reachably } from "../ui/shell.js";
import { sentenceOf } from "../words/errors.js";
import { day as named, has, t } from "../words/index.js";
import { CHECK_IN, COMPLETE, TODAY, UNCOMPLETE, UNDO } from "./queries.js";

const only = ({ stepId }) => ({ stepId });

/** What each press asks for, and the answers after which it is as the person wanted it. */
const KINDS = {
  checkIn: {
    query: CHECK_IN,
    input: ({ id, stepId, day }) => ({ clientMutationId: id, day, ...(stepId && { stepId }) }),
    wanted: ["CHECKED_IN", "ALREADY_CHECKED_IN"],
    words: "checkIn",
  },
  undo: { query: UNDO, input: only, wanted: ["UNDONE", "NOT_CHECKED_IN"], words: "undo" },
  complete: { query: COMPLETE, input: only, wanted: ["COMPLETED", "ALREADY_COMPLETED"], words: "checkIn" },
  uncomplete: { query: UNCOMPLETE, input: only, wanted: ["REOPENED", "ALREADY_OPEN"], words: "undo" },
};

let page = { me: () => null, reload: async () => {} };
/** Presses that the server took, until the page's data has them too. */
let taken = [];
/** What to say once a press of this page was taken, by its id. */
const sentences = new Map();
let sending = null;
/** Whether the last try found no server. */
let away = false;

const waiting = () => (user() ? keptOf(user().id) : []);

function change(edit) {
  if (user()) keep(user().id, edit(waiting()));
  redraw();
}

/** What was pressed and is not in the page's data yet, oldest first. */
export const pressed = () => [...taken, ...waiting()];

/** How many presses wait for a server that is away. */
export const heldBack = () => (away ? waiting().length : 0);

/** Begins with what was kept before this page was loaded. `me()` is the page's data, `reload()` loads it again. */
export function beginPresses(now) {
  page = now;
  addEventListener("storage", ({ key }) => isKept(key) && redraw());
  send();
}

/**
 * Does `what` with each of the steps, on the page's day unless another one is given. Without steps: all that are due on that day.
 * `sentence(status)` says that it was done.
 */
export function press(what, stepIds, sentence, day = page.me().today.day) {
  const made = (stepIds ?? [null]).map((stepId) => ({ id: crypto.randomUUID(), what, stepId, day, tried: false }));
  for (const { id } of made) sentences.set(id, sentence);
  change((list) => [...list, ...made]);
  send();
}

/** Takes a press back. One that waits is replaced, since it may have reached the server without its answer reaching us. */
export function takeBack(step, sentence) {
  const before = (one) => one.stepId === step.id && ["checkIn", "complete"].includes(one.what);
  change((list) => list.filter((one) => !before(one)));
  press(step.kind === "PLAN" ? "undo" : "uncomplete", [step.id], sentence);
}

function send() {
  sending ??= sendAll()
    .catch(warn)
    .finally(() => {
      sending = null;
      // What was pressed while the page was loaded again.
      if (!away && waiting().some(({ tried }) => !tried)) send();
    });
}

async function sendAll() {
  const answers = [];
  for (;;) {
    const answer = await reachably(() => inTurn(sendNext));
    if (!answer) break;
    if (answer.pause) await new Promise((resolve) => setTimeout(resolve, answer.pause * 1000));
    else answers.push(answer);
  }
  if (answers.length === 0) return;
  const [refused, done] = [answers.filter(({ wrong }) => wrong), answers.filter(({ wrong }) => !wrong)];
  if (refused.length > 0) warn([...new Set(refused.map(({ wrong }) => wrong))].join(" "));
  await page.reload();
  taken = taken.filter((one) => !done.some(({ press }) => press.id === one.id));
  redraw();
  if (refused.length === 0 && done.length > 0) say(sentenceFor(done.at(-1)));
  for (const { press } of answers) sentences.delete(press.id);
}

/** One tab at a time: two of them keep the same presses. */
const inTurn = (work) => (navigator.locks ? navigator.locks.request("aftercare-kept", work) : work());

/** Sends the oldest press. Answers what became of it; null when none waits; throws, and keeps it, when the server is away. */
async function sendNext() {
  const [press] = waiting();
  if (!press) return null;
  let answer;
  try {
    answer = { press, ...(await deliver(press)) };
  } catch (error) {
    if (["UNREACHABLE", "OVERLOADED", "RATE_LIMITED", "UNAUTHENTICATED"].includes(error.code)) {
      away = error.code === "UNREACHABLE";
      change((list) => list.map((one) => (one.id === press.id ? { ...one, tried: true } : one)));
      // The session has ended, and with it this page.
      if (error.code === "UNAUTHENTICATED") return null;
      if (error.code === "RATE_LIMITED") return { pause: error.retryAfter ?? 1 };
      throw error;
    }
    answer = { press, wrong: late(press, error) ? tooLate(press) : t("press.failed", { why: sentenceOf(error) }) };
  }
  away = false;
  // Taken back meanwhile: what follows in the list decides.
  const stands = waiting().some(({ id }) => id === press.id);
  if (stands && !answer.wrong) taken = [...taken, press];
  change((list) => list.filter(({ id }) => id !== press.id));
  return answer;
}

async function deliver(press) {
  const { query, input, wanted, words } = KINDS[press.what];
  // A check-in can only be taken back on its own day.
  if (press.what === "undo" && (await ask(TODAY)).viewer.today.day !== press.day) return { wrong: tooLate(press) };
  const [payload] = Object.values(await ask(query, { input: input(press) }));
  const all = payload.results?.map(({ status }) => status) ?? [payload.status];
  const status = all.find((one) => !wanted.includes(one)) ?? all[0];
  if (status === undefined || wanted.includes(status)) return { status };
  const key = has(`${words}.${status}`) ? `${words}.${status}` : "press.refused";
  return { wrong: t(key, { step: nameOf(press.stepId) }) };
}

const late = ({ what }, { code, inputPath }) =>
  what === "checkIn" && code === "BAD_USER_INPUT" && inputPath.at(-1) === "day";
const tooLate = ({ day }) => t("press.tooLate", { day: named(day) });

function sentenceFor({ press, status }) {
  // After a first try whose answer was lost, "already" is that first try.
  const how = press.tried && status === "ALREADY_CHECKED_IN" ? "CHECKED_IN" : status;
  return sentences.get(press.id)?.(how) ?? t("press.sent");
}

/** A step's words; the page may not have them any more. */
function nameOf(stepId) {
  const { today, steps } = page.me();
  const all = [today.due, today.checklist, today.done, today.asNeeded, steps.nodes].flat();
  return all.find(({ id }) => id === stepId)?.description ?? t("press.aStep");
}
