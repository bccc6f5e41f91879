// What the Containerfile copies from the repository: that it is there, that the ignore file lets it through, and that nothing
// which the build reads is missing.

const fs = require("node:fs");
const path = require("node:path");
const { createRequire } = require("node:module");
const { DockerfileParser } = createRequire(`${process.env.WORK}/`)("dockerfile-ast");

const faults = [];
const read = (name) => fs.readFileSync(name, "utf8");

// Sources of each stage, as paths in the repository; COPY --from takes from another stage.
const stages = [];
for (const instruction of DockerfileParser.parse(read("deploy/Containerfile")).getInstructions()) {
  if (instruction.getKeyword() === "FROM") stages.push({ name: instruction.getBuildStage(), sources: [] });
  if (instruction.getKeyword() !== "COPY") continue;
  const words = instruction.getArguments().map(String);
  const flags = instruction.getFlags().map((flag) => flag.getName());
  if (!flags.includes("from")) stages.at(-1).sources.push(...words.slice(0, -1));
}
const sources = stages.flatMap((stage) => stage.sources);
if (sources.length < 10) faults.push(`only ${sources.length} things are copied; is the Containerfile read rightly?`);

// The ignore file is a list of what is let through, and of what inside it is not.
const patterns = read("deploy/Containerfile.dockerignore")
  .split("\n")
  .filter((line) => line && !line.startsWith("#"));
const allowed = patterns.filter((line) => line.startsWith("!")).map((line) => line.slice(1));
if (patterns[0] !== "*") faults.push("Containerfile.dockerignore does not begin with everything (*)");
const within = (name, folder) => name === folder || name.startsWith(`${folder}/`);

for (const source of sources) {
  if (!fs.existsSync(source)) faults.push(`${source} is copied and not there`);
  if (!allowed.some((folder) => within(source, folder))) faults.push(`${source} is copied and not sent to the builder`);
}
for (const name of allowed) {
  if (!sources.some((source) => within(source, name))) faults.push(`${name} is sent to the builder and not copied`);
}

// Each crate of the workspace, what it embeds, and what the web parts import from each other.
const copiedBy = (stage, name) =>
  stages.find(({ name: own }) => own === stage).sources.some((source) => within(name, source));
const needs = (stage, name, why) => copiedBy(stage, name) || faults.push(`${name} is not copied (${why})`);
const members = read("Cargo.toml")
  .match(/^members = \[(.*)\]/m)[1]
  .match(/[\w-]+/g);
for (const member of members) needs("program", member, "a member of the workspace");
for (const [, name] of read("Cargo.toml").matchAll(/^path = "(.*)"/gm))
  needs("program", name, "a target of Cargo.toml");

const files = (folder, end) =>
  fs
    .readdirSync(folder, { recursive: true })
    .filter((name) => end.test(name))
    .map((name) => path.join(folder, name));
for (const member of [...members, "src"]) {
  const root = member === "src" ? "" : member;
  for (const file of files(member, /\.rs$/).filter((file) => !/\/(tests|benches|fuzz)\//.test(file))) {
    for (const [, name] of read(file).matchAll(/include_(?:str|bytes)!\(\s*"([^"]+)"/g)) {
      needs("program", path.join(path.dirname(file), name), `included by ${file}`);
    }
    for (const [, name] of read(file).matchAll(/#\[folder = "([^"]+)"\]/g)) {
      const folder = path.join(root, name);
      // Built by the first stage.
      if (folder !== "web/graphiql/dist") needs("program", folder, `embedded by ${file}`);
    }
  }
}
for (const file of files("web/graphiql/src", /\.js$/)) {
  for (const [, name] of read(file).matchAll(/from "(\.[^"]+)"/g)) {
    needs("graphiql", path.join(path.dirname(file), name), `imported by ${file}`);
  }
}

for (const fault of faults) console.log(fault);
process.exit(faults.length === 0 ? 0 : 1);
