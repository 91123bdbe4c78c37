import { AwsDouble } from "../support/aws-double/aws-double";
import { parseOrganizationSeed } from "../support/aws-double/organization-seed";
import { without } from "../constructs/synthesized";
import { describeWithTerraform } from "../support/terraform";
import { fromNothing, policy } from "./configurations";
import { Deployment } from "./deployment";

const RUNS = 20;
/** Neither the order of names nor the order in which Terraform would begin by itself. */
const DECLARED = ["mike", "alpha", "zulu", "echo", "bravo", "yankee"];

describeWithTerraform("the attachment order", (terraform) => {
  it(`equals the declared order, ${RUNS} runs of ${RUNS}`, async () => {
    const double = await AwsDouble.start({
      seed: parseOrganizationSeed({
        organization: {
          id: "o-exampleorgid",
          managementAccountId: "111111111111",
          enabledPolicyTypes: ["BACKUP_POLICY"],
        },
        root: { id: "r-abcd" },
        accounts: [{ id: "111111111111", name: "management", parentId: "r-abcd" }],
      }),
    });
    const config = without(fromNothing([]), "organizationalUnits", "reporting");
    const deployment = new Deployment(terraform, double, {
      ...config,
      policies: DECLARED.map((name) => policy(name, ["r-abcd"])),
    });
    // Answers of different speed let Terraform's parallel steps overtake each other where nothing holds them.
    double.faults.delay(20, "organizations:CreatePolicy");
    const orders: (readonly string[])[] = [];
    try {
      deployment.synthesize();
      for (let run = 0; run < RUNS; run += 1) {
        await deployment.apply("backup-policies");
        const { root, policies } = double.state.organizations.current!;
        orders.push(root.attachments.map((id) => policies.get(id)!.name));
        await deployment.destroy("backup-policies");
      }
    } finally {
      await double.stop();
      deployment.remove();
    }
    expect(orders).toEqual(Array.from({ length: RUNS }, () => DECLARED));
  }, 900_000);
});
