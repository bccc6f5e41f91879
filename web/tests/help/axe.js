// What axe-core finds on a page.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Serious and critical findings, as lines. It preloads nothing: for that it would make style elements, which the policy refuses. */
export async function findings(page) {
  const found = await page.evaluate(
    `(() => { const module = undefined; ${axe}; return window.axe.run(document, { resultTypes: ["violations"], preload: false }); })()`,
  );
  const bad = found.violations.filter(({ impact }) => ["serious", "critical"].includes(impact));
  return bad.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}
