import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { reviewChange } from "../../src/app/review-change";
import { buildApp } from "../../stacks/build-app";
import { stacksConfig } from "../../stacks/config";
import { REVIEWED_AT } from "./ten-reviews";
import type { TenReview } from "./ten-reviews";

/** The review that `npm run plan` shows: the stacks of this repository on the example organization and its resources. */
export function exampleReview(): TenReview {
  const outdir = mkdtempSync(join(tmpdir(), "org-backup-example-"));
  try {
    buildApp({ ...stacksConfig({}), outdir }).synth();
    const { before, after, review } = reviewChange({
      directory: outdir,
      organization: "stacks/organization.yaml",
      resources: ["stacks/resources.json"],
      at: REVIEWED_AT,
    });
    return { name: "example", before, after, review, at: REVIEWED_AT };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
