// All operations of the built-in pages by the SHA-256 of their texts, as `AFTERCARE_OPERATIONS` reads them. They are in the files
// `pages/*/queries.js`, which import nothing that only a browser has.
//
// node operations.js > pages/operations.json

import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";

const pages = new URL("./pages/", import.meta.url);

/** The file's content. */
export async function operations() {
  const found = {};
  const folders = (await readdir(pages, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  for (const { name } of folders) {
    const files = await readdir(new URL(`${name}/`, pages));
    if (!files.includes("queries.js")) continue;
    const texts = Object.values(await import(new URL(`${name}/queries.js`, pages)));
    for (const text of texts.filter((one) => /^(query|mutation|subscription) /.test(one)))
      found[createHash("sha256").update(text).digest("hex")] = text;
  }
  return `${JSON.stringify(Object.fromEntries(Object.entries(found).sort()), null, 2)}\n`;
}

if (process.argv[1] === import.meta.filename) process.stdout.write(await operations());
