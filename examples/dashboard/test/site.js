// The dashboard as it would be served: built for one server, on an origin that this server allows.

import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { build, preview } from "vite";
import { startServer } from "../../../web/tests/help/server.js";

const root = fileURLToPath(new URL("..", import.meta.url));

async function freePort() {
  const listener = createServer().listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port } = listener.address();
  listener.close();
  await once(listener, "close");
  return port;
}

/** The server of Aftercare, the page, and a browser. */
export async function startSite() {
  const port = await freePort();
  const server = await startServer({ AFTERCARE_ALLOWED_ORIGINS: `http://127.0.0.1:${port}` });
  process.env.VITE_AFTERCARE_URL = server.url;
  const outDir = await mkdtemp(path.join(tmpdir(), "aftercare-dashboard-"));
  await build({ root, logLevel: "error", build: { outDir, emptyOutDir: true } });
  const page = await preview({ root, logLevel: "error", build: { outDir }, preview: { host: "127.0.0.1", port, strictPort: true } });
  const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];
  const browser = await chromium.launch({ executablePath: process.env.AFTERCARE_CHROMIUM ?? "/usr/bin/chromium", args });
  return {
    server,
    /** A browser of one person's own, on the page; `faults` has what went wrong in it. */
    async visitor() {
      const context = await browser.newContext({ baseURL: `http://127.0.0.1:${port}` });
      const tab = await context.newPage();
      const faults = [];
      tab.on("pageerror", (error) => faults.push(String(error)));
      await tab.goto("/");
      return { context, tab, faults };
    },
    async end() {
      await browser.close();
      await page.close();
      await server.remove();
      await rm(outDir, { recursive: true, force: true });
    },
  };
}
