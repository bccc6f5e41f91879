// The page for an address where there is nothing, in the person's language. It works without this script, in English.

import { loadWords, t } from "../words/index.js";

await loadWords();
const say = (id, key) => (document.getElementById(id).textContent = t(key));
say("title", "missing.title");
say("what", "missing.what");
say("link", "toStart");
document.title = `${t("missing.title")} · Aftercare`;
