// Tries the built command line, and the tests of the command line and of the constructs, on other releases of Node.js.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installNode } from "./install-node.mjs";

const RELEASES = ["22", "24"];
const TESTS = [
  "__tests__/cli/loading",
  "__tests__/cli/effective",
  "__tests__/cli/plan-",
  "__tests__/cli/snapshot",
  "__tests__/constructs",
];

const require = createRequire(import.meta.url);
for (const release of RELEASES) {
  const folder = mkdtempSync(join(tmpdir(), `node-${release}-`));
  try {
    const node = installNode(release, folder);
    const run = (...args) =>
      execFileSync(node, args, { stdio: ["ignore", "pipe", "inherit"], encoding: "utf8" });
    console.log(`== Node.js ${run("--version").trim()}`);
    console.log(run("lib/cli/main.js", "--version").trim());
    run("lib/cli/main.js", "effective", "--org", "stacks/organization.yaml");
    execFileSync(node, [require.resolve("jest/bin/jest"), ...TESTS], { stdio: "inherit" });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
