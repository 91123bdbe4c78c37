import { cpSync, existsSync, readFileSync, renameSync, symlinkSync } from "node:fs";
import { basename, join } from "node:path";
import { parse } from "yaml";
import { installedApp, runIn } from "../../packaging/consumer";

interface WorkflowStep {
  readonly run?: string;
  readonly "working-directory"?: string;
}

/** What the workflow's second checkout does: the same code, as it was before the pull request. */
function checkOutTargetBranch(directory: string): void {
  const skipped = ["node_modules", "base", "cdktf.out"];
  cpSync(directory, join(directory, "..", "base-of-test"), {
    recursive: true,
    filter: (path) => !skipped.includes(basename(path)),
  });
  renameSync(join(directory, "..", "base-of-test"), join(directory, "base"));
  symlinkSync(installedApp(), join(directory, "base", "node_modules"));
}

/**
 * Runs the shell steps of the written workflow's first job as CI does; installing is what the project comes
 * with. Each step has to succeed.
 *
 * @returns the review, as JSON
 */
export function runReviewWorkflow(directory: string): string {
  const file = join(directory, ".github", "workflows", "review-backup-policies.yml");
  const { jobs } = parse(readFileSync(file, "utf8")) as {
    readonly jobs: { readonly review: { readonly steps: readonly WorkflowStep[] } };
  };
  const scripts = jobs.review.steps.flatMap(({ run, ...step }) =>
    run === undefined || run === "npm ci"
      ? []
      : [{ script: run.replace("npm ci\n", ""), at: join(directory, step["working-directory"] ?? ".") }],
  );
  expect(scripts).toHaveLength(4);
  for (const { script, at } of scripts) {
    if (at !== directory && !existsSync(at)) {
      checkOutTargetBranch(directory);
    }
    runIn(at, "bash", "-eo", "pipefail", "-c", script);
  }
  expect(readFileSync(join(directory, "review", "review.html"), "utf8")).toMatch(/^<!doctype html>/);
  return readFileSync(join(directory, "review", "plan.json"), "utf8");
}
