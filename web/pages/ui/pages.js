// A list that grows page by page, by the API's cursors.

import { ask } from "../client/session.js";
import { sentenceOf } from "../words/errors.js";
import { t } from "../words/index.js";
import { run } from "./action.js";
import { h } from "./dom.js";
import { redraw } from "./draw.js";
import { reachably } from "./shell.js";

/**
 * The list of `query`, which takes `$after`; `connection(data)` finds it in the answer, and `values()` are the query's other
 * variables. `nodes` is null until the first page is there; `extra` is what else the connection has.
 */
export function paged(id, query, connection, values = () => ({})) {
  const list = { nodes: null, pageInfo: null, extra: null, error: null };
  let asked = false;
  /** The newest question; it is counted on over `forget`, so that an answer about something else never counts. */
  let turn = 0;

  async function fetchPage(after, before) {
    const mine = ++turn;
    const { nodes, pageInfo, ...extra } = connection(await ask(query, { ...values(), after }));
    // An answer to an older question comes too late.
    if (mine !== turn) return;
    Object.assign(list, { nodes: [...before, ...nodes], pageInfo, extra, error: null });
    redraw();
  }

  async function first() {
    list.error = null;
    try {
      await reachably(() => fetchPage(null, []));
    } catch (error) {
      list.error = error;
      redraw();
    }
  }

  /** Asks for the first page, if nothing was asked yet. */
  list.begin = () => {
    if (asked) return;
    asked = true;
    first();
  };
  /** Asks again for the pages that are shown, or are on their way: what is on its way may be older than what has happened. */
  list.reload = async () => {
    if (!asked) return;
    if (!list.nodes) return first();
    const shown = list.nodes.length;
    await fetchPage(null, []);
    while (list.nodes && list.nodes.length < shown && list.pageInfo.hasNextPage) {
      await fetchPage(list.pageInfo.endCursor, list.nodes);
    }
  };
  /** Forgets everything, so that the next `begin` asks anew. */
  list.forget = () => {
    turn += 1;
    asked = false;
    Object.assign(list, { nodes: null, pageInfo: null, extra: null, error: null });
  };
  list.more = () => run(`${id}-more`, () => fetchPage(list.pageInfo.endCursor, list.nodes));
  /** What stands in the list's place while it is not there: that it is on its way, or why not. */
  list.notice = () => {
    if (list.nodes) return null;
    if (!list.error) return h("p", { class: "loading", key: "loading" }, t("loading"));
    return h(
      "div",
      { key: "failed" },
      h("p", { class: "wrong", role: "alert" }, sentenceOf(list.error)),
      h("button", { type: "button", class: "plain", onclick: first }, t("again")),
    );
  };
  return list;
}
