// `node --import tsx scripts/plan.mjs`, the main job on the embedded example: synthesize the stacks, then review what
// they do to every account. The app runs as `cdktf synth` runs it and gives the same folder. Loading the CDKTF CLI
// takes longer than all of this, and in one process the review finds the planner loaded by the constructs.
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const OUT = "cdktf.out";
const require = createRequire(import.meta.url);

// Variables of Terraform count for the review; the synthesis does not see them.
const { env } = process;
process.env = {
  ...Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("TF_VAR_"))),
  CDKTF_OUTDIR: OUT,
  CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS: "true",
  // Keeps cdktf and Terraform from calling home.
  CHECKPOINT_DISABLE: "1",
};
require("../stacks/main.ts");
process.env = env;
const stacks = Object.keys(JSON.parse(readFileSync(join(OUT, "manifest.json"), "utf8")).stacks);
removeOtherStacks();
process.stderr.write(`Generated Terraform code for the stacks: ${stacks.join(", ")}\n\n`);

const review = [
  "plan",
  OUT,
  "--org",
  "stacks/organization.yaml",
  "--resources",
  "stacks/resources.json",
  "--fail-on",
  "none",
];
process.argv.splice(1, 1, "org-backup", ...review);
require("../src/cli/main.ts");

/** Stacks that the app had before. */
function removeOtherStacks() {
  const folder = join(OUT, "stacks");
  for (const name of readdirSync(folder)) {
    if (!stacks.includes(name)) {
      rmSync(join(folder, name), { recursive: true });
    }
  }
}
