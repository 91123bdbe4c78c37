// Runs the tests of the constructs on CDK Terrain instead of CDKTF, on a Node.js that its bindings take.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { environmentOf, installNode } from "./install-node.mjs";

const PACKAGES = { cdktn: "0.24.0", "@cdktn/provider-aws": "25.7.0", constructs: "10.7.2" };

const require = createRequire(import.meta.url);
const folder = mkdtempSync(join(tmpdir(), "cdktn-"));
try {
  const node = installNode("22", join(folder, "node"));
  const env = { ...environmentOf(node), ORG_BACKUP_CDKTN: folder };
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, dependencies: PACKAGES }));
  execFileSync("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: folder,
    env,
    stdio: "inherit",
  });
  const { status } = spawnSync(
    node,
    [require.resolve("jest/bin/jest"), "--config", "jest.cdktn.config.js", ...process.argv.slice(2)],
    { stdio: "inherit", env },
  );
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
