// Writes the hashes of the files that api/src/pages/graphiql-cdn.html loads from unpkg.com, from the packages of the npm registry:
// unpkg.com serves their files as they are. Run it by hand when a version changes: `npm run integrity`; with `-- --check` it only
// says whether the page is right.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const page = new URL("../../api/src/pages/graphiql-cdn.html", import.meta.url);
const folder = mkdtempSync(join(tmpdir(), "graphiql-integrity-"));

/** The SHA-384 of a package's file, as an `integrity` attribute has it. */
function integrity(name, version, path) {
  const [{ filename }] = JSON.parse(
    execFileSync("npm", ["pack", "--json", "--pack-destination", folder, `${name}@${version}`], { encoding: "utf8" }),
  );
  const file = execFileSync("tar", ["-xzOf", join(folder, filename), `package/${path}`], { maxBuffer: 64 << 20 });
  return `sha384-${createHash("sha384").update(file).digest("base64")}`;
}

try {
  const before = readFileSync(page, "utf8");
  const tag = /https:\/\/unpkg\.com\/((?:@[\w-]+\/)?[\w-]+)@([\w.-]+)\/([\w./-]+)" integrity="[^"]*"/g;
  const after = before.replace(tag, (_, name, version, path) => {
    const hash = integrity(name, version, path);
    console.log(`${name}@${version}/${path} ${hash}`);
    return `https://unpkg.com/${name}@${version}/${path}" integrity="${hash}"`;
  });
  if (after !== before && process.argv.includes("--check")) throw new Error("graphiql-cdn.html has other hashes: run npm run integrity");
  if (after !== before) writeFileSync(page, after);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
