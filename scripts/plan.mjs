// The main job on the embedded example: synthesize the stacks, then review what they do to every account.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);
const packageFile = require.resolve("cdktf-cli/package.json");
const cdktf = join(dirname(packageFile), require(packageFile).bin.cdktf);

// CHECKPOINT_DISABLE keeps cdktf and Terraform from calling home.
const synth = spawnSync(process.execPath, [cdktf, "synth"], {
  encoding: "utf8",
  env: { ...process.env, CHECKPOINT_DISABLE: "1", CI: "1" },
});
if (synth.status !== 0) {
  process.stderr.write(`${synth.stdout}${synth.stderr}`);
  process.exit(1);
}
const [generated] = /Generated Terraform code.*/.exec(synth.stdout) ?? ["Synthesized."];
process.stderr.write(`${generated}\n\n`);

const review = spawnSync(
  process.execPath,
  [
    "--import",
    "tsx",
    "src/cli/main.ts",
    "plan",
    "cdktf.out",
    "--org",
    "stacks/organization.yaml",
    "--fail-on",
    "none",
    ...process.argv.slice(2),
  ],
  { stdio: "inherit" },
);
process.exit(review.status ?? 1);
