// All four languages have the same sentences, with the same places for names and numbers.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import de from "../pages/words/de.js";
import en from "../pages/words/en.js";
import es from "../pages/words/es.js";
import fr from "../pages/words/fr.js";

const others = { de, es, fr };
const pages = fileURLToPath(new URL("../pages", import.meta.url));
const forms = (sentence) => (typeof sentence === "string" ? [sentence] : Object.values(sentence));
const places = (text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

for (const [language, words] of Object.entries(others)) {
  test(`${language} has the keys of English, and no other`, () => {
    assert.deepEqual(Object.keys(words).sort(), Object.keys(en).sort());
  });

  test(`${language} has the placeholders and the number forms of English`, () => {
    for (const [key, sentence] of Object.entries(en)) {
      assert.equal(typeof words[key], typeof sentence, key);
      if (typeof sentence === "object") assert.ok(words[key].other && words[key].one, key);
      const most = (one) =>
        forms(one)
          .map(places)
          .sort((a, b) => b.length - a.length)[0];
      assert.deepEqual(most(words[key]), most(sentence), key);
      for (const form of forms(words[key])) assert.ok(form.trim(), key);
    }
  });
}

test("every sentence that a page asks for is there", async () => {
  const files = (await readdir(pages, { recursive: true })).filter((name) => name.endsWith(".js"));
  for (const name of files.filter((name) => !/^words\/..\.js$/.test(name))) {
    const source = await readFile(path.join(pages, name), "utf8");
    for (const [, key] of source.matchAll(/\bt\(\s*"([^"]+)"/g)) assert.ok(key in en, `${name}: ${key}`);
  }
});
