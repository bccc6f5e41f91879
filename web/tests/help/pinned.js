// The files that GraphiQL's page for servers without their own loads from unpkg.com: taken from the packages of the npm registry,
// which unpkg.com serves as they are. Nothing is asked of unpkg.com; npm keeps what it has fetched once.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

export const html = readFileSync(new URL("../../../api/src/pages/graphiql-cdn.html", import.meta.url), "utf8");

/** Each file that the page names: its address, its package, and the hash that it is pinned by. */
export const pins = [
  ...html.matchAll(/(https:\/\/unpkg\.com\/((?:@[\w-]+\/)?[\w-]+)@([\w.-]+)\/([\w./-]+))" integrity="(sha384-[^"]+)"/g),
].map(([, address, name, version, file, integrity]) => ({ address, name, version, file, integrity }));

export const hashOf = (bytes) => `sha384-${createHash("sha384").update(bytes).digest("base64")}`;

/** The bytes of each file by its address; null when the registry cannot be reached and npm has not kept them. */
export function pinnedFiles() {
  const folder = mkdtempSync(path.join(tmpdir(), "aftercare-pinned-"));
  const pack = ["pack", "--json", "--prefer-offline", "--fetch-retries=0", "--pack-destination", folder];
  try {
    const entries = pins.map(({ address, name, version, file }) => {
      const printed = execFileSync("npm", [...pack, `${name}@${version}`], { encoding: "utf8", stdio: "pipe" });
      const archive = path.join(folder, JSON.parse(printed)[0].filename);
      return [address, execFileSync("tar", ["-xzOf", archive, `package/${file}`], { maxBuffer: 64 << 20 })];
    });
    return new Map(entries);
  } catch (error) {
    if (/ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN|ENOTCACHED|ECONNRESET/.test(`${error.stderr}${error.stdout}`))
      return null;
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
