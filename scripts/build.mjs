// Compiles src/ to lib/. Runs as `prepare` after an installation, so that `npx org-backup` works in the repository.
import { execFileSync } from "node:child_process";
import { chmodSync, rmSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
rmSync("lib", { recursive: true, force: true });
execFileSync(process.execPath, [require.resolve("typescript/bin/tsc"), "-p", "tsconfig.build.json"], {
  stdio: "inherit",
});
chmodSync("lib/cli/main.js", 0o755);
