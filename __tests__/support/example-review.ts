import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readChange } from "../../src/app/read-change";
import { EffectivePolicies } from "../../src/organization/effective-policies";
import { changeDigest } from "../../src/review/change-digest";
import { review } from "../../src/review/review";
import { buildApp } from "../../stacks/build-app";
import { stacksConfig } from "../../stacks/config";
import { REVIEWED_AT } from "./ten-reviews";
import type { TenReview } from "./ten-reviews";

/** The review that `npm run plan` shows: the stacks of this repository on the example organization. */
export function exampleReview(): TenReview {
  const outdir = mkdtempSync(join(tmpdir(), "org-backup-example-"));
  try {
    buildApp({ ...stacksConfig({}), outdir }).synth();
    const org = join(__dirname, "..", "..", "stacks", "organization.yaml");
    const change = readChange({ directory: outdir, organization: org, at: REVIEWED_AT });
    const before = EffectivePolicies.compute(change.before, REVIEWED_AT);
    const after = EffectivePolicies.compute(change.after, REVIEWED_AT);
    const digest = changeDigest(change.before, change.after);
    const result = {
      ...review(
        before,
        { after, ...change.facts },
        { at: REVIEWED_AT, acknowledgements: change.acknowledgements, remarks: change.remarks },
      ),
      digest,
    };
    return { name: "example", before, after, review: result, at: REVIEWED_AT };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
