import { AwsDouble } from "../support/aws-double/aws-double";
import { without } from "../constructs/synthesized";
import { describeWithTerraform } from "../support/terraform";
import { stacksConfig } from "../../stacks/config";
import { Deployment } from "./deployment";
import type { StackName } from "./deployment";

const STACKS: readonly StackName[] = ["organization", "member-accounts", "backup-policies", "reporting"];

describeWithTerraform("the stacks of this repository", (terraform) => {
  it("are valid to the real Terraform and the real provider", async () => {
    const config = without(stacksConfig({}), "backend");
    const double = await AwsDouble.start();
    const deployment = new Deployment(terraform, double, config);
    try {
      deployment.synthesize();
      for (const stack of STACKS) {
        const { stdout, stderr } = await deployment.validate(stack);
        expect([stack, stdout.trim(), stderr]).toEqual([stack, "Success! The configuration is valid.", ""]);
      }
    } finally {
      await double.stop();
      deployment.remove();
    }
  }, 180_000);

  it("are valid with everything that the constructs can make", async () => {
    const double = await AwsDouble.start();
    const config = without(stacksConfig({}), "backend");
    const everything = new Deployment(terraform, double, {
      ...config,
      organization: {
        ...config.organization!,
        acknowledge: ["account-withheld", "prerequisite-missing", "retention-outside-lock"].map((rule) => ({
          rule: rule as never,
          reason: "not what this is about",
        })),
      },
      access: { mode: "adopt" },
      organizationalUnits: { Workloads: { existing: true, units: { New: { tags: { a: "b" } } } } },
      delegatedAdministrator: "222222222222",
      settings: {
        global: {},
        regions: { "eu-central-1": { optIn: { EBS: true }, fullManagement: { EFS: true } } },
      },
      memberAccounts: {
        role: {
          onlyOwnAccount: true,
          sourceOrganizationId: "o-nordwind01",
          permissionsBoundary: "arn:aws:iam::aws:policy/ReadOnlyAccess",
          statements: [{ Effect: "Allow", Action: "kms:*", Resource: "*" }],
          tags: { a: "b" },
        },
        vaults: [
          {
            name: "Locked",
            allowCopiesFrom: "organization",
            denyDeletion: true,
            lock: { mode: "compliance", changeableForDays: 3, acknowledgeIrreversible: true },
            tags: { a: "b" },
          },
        ],
      },
      reporting: {
        bucketName: "example-backup-reports",
        complianceReports: ["CONTROL_COMPLIANCE_REPORT"],
        expireReportsAfterDays: 30,
        failedJobs: { emailAddresses: ["backup@example.com"] },
      },
    });
    try {
      everything.synthesize();
      for (const stack of STACKS) {
        const { stdout, stderr } = await everything.validate(stack);
        expect([stack, stdout.trim(), stderr]).toEqual([stack, "Success! The configuration is valid.", ""]);
      }
    } finally {
      await double.stop();
      everything.remove();
    }
  }, 180_000);
});
