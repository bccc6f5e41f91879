// The installed Chromium; nothing is downloaded. AFTERCARE_CHROMIUM names another one.

import { chromium } from "playwright-core";

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // A page that a test itself answers is of no known network, and may otherwise open no socket to this machine.
  "--disable-features=LocalNetworkAccessChecks,LocalNetworkAccessChecksWebSockets,BlockInsecurePrivateNetworkRequests",
];

/** Starts the browser, headless. */
export function startBrowser() {
  return chromium.launch({ executablePath: process.env.AFTERCARE_CHROMIUM ?? "/usr/bin/chromium", args: flags });
}

/**
 * A person's own browser: no cookies of others. Whatever a page logs as an error or asks of another host is kept in
 * `page.faults`, for the test to look at.
 */
export async function person(browser, server, options = {}) {
  const context = await browser.newContext({ baseURL: server.url, locale: "en-GB", ...options });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  page.faults = [];
  page.on("pageerror", (error) => page.faults.push(String(error)));
  page.on("console", (message) => {
    const expected = /Failed to load resource|WebSocket connection to/.test(message.text());
    if (message.type() === "error" && !expected) page.faults.push(message.text());
  });
  await context.route(
    (url) => url.origin !== server.url,
    (route) => {
      page.faults.push(`asked another host: ${route.request().url()}`);
      return route.abort();
    },
  );
  return page;
}
