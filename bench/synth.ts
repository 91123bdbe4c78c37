import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { OrganizationsPolicy } from "@cdktf/provider-aws/lib/organizations-policy";
import { OrganizationsPolicyAttachment } from "@cdktf/provider-aws/lib/organizations-policy-attachment";
import { App, TerraformStack } from "cdktf";
import { BackupPolicy } from "../src/constructs";
import type { PolicyJson } from "../src/policy/author/authored-policy";
import { bigOrganizationFile, TEN_THOUSAND } from "./big-organization";
import { medianOf, report } from "./measure";

const TARGETS = 100;

/** 1,000 policies with attachments through the constructs, against the same resources written with the bindings. */
export function benchSynth(): void {
  const { policies } = bigOrganizationFile(TEN_THOUSAND) as unknown as {
    readonly policies: readonly { readonly name: string; readonly content: PolicyJson }[];
  };
  const bindings = medianOf(5, () => {
    synthesize((stack) => {
      const last = new Map<string, OrganizationsPolicyAttachment>();
      policies.forEach(({ name, content }, index) => {
        const policy = new OrganizationsPolicy(stack, name, {
          name,
          type: "BACKUP_POLICY",
          content: JSON.stringify(content),
        });
        const targetId = targetOf(index);
        const before = last.get(targetId);
        const attachment = new OrganizationsPolicyAttachment(stack, `${name}-attachment`, {
          policyId: policy.id,
          targetId,
          ...(before === undefined ? {} : { dependsOn: [before] }),
        });
        last.set(targetId, attachment);
      });
    });
  });
  const constructs = medianOf(5, () => {
    synthesize((stack) => {
      policies.forEach(({ name, content }, index) => {
        new BackupPolicy(stack, name, { name, content, targets: [targetOf(index)] });
      });
    });
  });
  report("synth, 1,000 policies", {
    "bindings ms": bindings,
    "constructs ms": constructs,
    ratio: constructs / bindings,
  });
}

/** Ten policies on each target, as many as AWS allows. */
function targetOf(index: number): string {
  return `ou-big0-${String(index % TARGETS).padStart(8, "0")}`;
}

function synthesize(fill: (stack: TerraformStack) => void): void {
  const outdir = mkdtempSync(join(tmpdir(), "bench-synth-"));
  const app = new App({ outdir });
  const stack = new TerraformStack(app, "policies");
  new AwsProvider(stack, "aws", { region: "eu-central-1" });
  fill(stack);
  app.synth();
  rmSync(outdir, { recursive: true, force: true });
}
