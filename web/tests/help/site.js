// A server and a browser for the tests of one file, and no fault on any page.

import assert from "node:assert/strict";
import { after, before, afterEach } from "node:test";
import { person, startBrowser } from "./browser.js";
import { startServer } from "./server.js";

/**
 * Starts both before the tests of the file and ends them after; `prepare` is done once the server is there. `open()` is a person's
 * own browser window, on this server or another one.
 */
export function site(settings = {}, prepare = () => {}) {
  const it = { server: null, browser: null };
  let pages = [];
  before(async () => {
    [it.server, it.browser] = await Promise.all([startServer(settings), startBrowser()]);
    await prepare(it.server);
  });
  afterEach(async () => {
    const faults = pages.flatMap((page) => page.faults);
    await Promise.all(pages.map((page) => page.context().close()));
    pages = [];
    assert.deepEqual(faults, [], "the pages made no mistake");
  });
  after(async () => {
    await it.browser?.close();
    await it.server?.remove();
  });
  it.open = async (options, server = it.server) => {
    const page = await person(it.browser, server, options);
    pages.push(page);
    return page;
  };
  /** Another tab of the same browser. */
  it.tab = async (page) => {
    const tab = await page.context().newPage();
    tab.faults = page.faults;
    return tab;
  };
  return it;
}
