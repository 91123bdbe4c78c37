import { BackupOrganization, BackupPolicy } from "../../../src/constructs";
import type { Acknowledgement } from "../../../src/constructs";
import { AwsProvider } from "../../../src/constructs/aws-bindings";
import { App, TerraformStack } from "../../../src/constructs/framework";
import type { Organization } from "../../../src/organization/organization";
import { failsSynthesis } from "../../../src/review/fails-synthesis";
import { ALL_RISKS } from "../../../src/review/risks/all-risks";

/** So that any change is synthesized: everything that would fail the synthesis is accepted. */
const ACCEPT_ALL: readonly Acknowledgement[] = ALL_RISKS.filter(({ id: rule, failsSynthesis: fails }) => {
  const isFailure = failsSynthesis({
    rule,
    severity: "error",
    message: "",
    path: "",
    accounts: [],
    policies: [],
    hint: "",
  });
  return fails === true && isFailure;
}).map(({ id }) => ({ rule: id, reason: "Any change is synthesized." }));

/** An app that makes the policies and attachments of one organization out of those of another. */
export function synthesizeChange(before: Organization, after: Organization, at: Date, outdir: string): void {
  const app = new App({ outdir });
  new BackupOrganization(app, "organization", { organization: before, at, acknowledge: ACCEPT_ALL });
  const stack = new TerraformStack(app, "policies");
  new AwsProvider(stack, "aws", { region: "eu-central-1" });
  for (const { id, name, content } of after.policies) {
    new BackupPolicy(stack, name, {
      content: content.kind === "known" ? (content.value as never) : "{}",
      targets: after.attachments
        .filter(({ policyIds }) => policyIds.includes(id))
        .map(({ targetId }) => after.path(targetId)),
    });
  }
  app.synth();
}
