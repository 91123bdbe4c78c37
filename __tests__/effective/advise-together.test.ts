import { EffectivePolicies } from "../../src/organization/effective-policies";
import type { JsonObject } from "../../src/text/json";
import { attached, organization, policy, ROOT } from "../support/organizations";
import { assign, daily } from "../review/support/policy-documents";

const AT = new Date("2026-01-15T10:00:00Z");

/** The advice on the merge of a whole policy of the root and a part that an OU adds. */
function adviceOn(part: JsonObject, whole: JsonObject = daily()): readonly (readonly [string, string])[] {
  const policies = EffectivePolicies.compute(
    organization({
      policies: [policy("p-1", whole), policy("p-2", { plans: { daily: part } })],
      attachments: [attached(ROOT, "p-1"), attached("ou-a", "p-2")],
    }),
    AT,
  );
  const advice = policies.of("000000000002")?.advice ?? [];
  return advice.map(({ rule, path }) => [rule, path] as const);
}

const copyTo = (arn: string): JsonObject => ({
  rules: { nightly: { copy_actions: { [arn]: { target_backup_vault_arn: assign(arn) } } } },
});

const resources: JsonObject = {
  all: { iam_role_arn: assign("arn:aws:iam::$account:role/backup"), resource_types: assign(["*"]) },
};

test("selections by tags and by resources that meet by merging are advised against", () => {
  expect(adviceOn({ selections: { resources } })).toEqual([
    ["merged-mixed-selections", "plans/daily/selections"],
  ]);
  expect(adviceOn({})).toEqual([]);
});

test("an ARN of another partition than the Regions of the merged plan is advised against", () => {
  expect(adviceOn({ regions: assign(["us-gov-west-1"]) })).toEqual([
    ["merged-partition-mismatch", "plans/daily/selections/tags/tagged/iam_role_arn"],
  ]);
  expect(adviceOn({ regions: assign(["us-east-1"]) })).toEqual([]);
});

test("a copy into the rule's own vault is advised against, and one into a vault of that name elsewhere is not", () => {
  const vault = "primary";
  const whole = daily({ vault });
  for (const region of ["eu-central-1", "$region"]) {
    const arn = `arn:aws:backup:${region}:$account:backup-vault:${vault}`;
    expect(adviceOn(copyTo(arn), whole)).toEqual([
      ["merged-copy-to-own-vault", `plans/daily/rules/nightly/copy_actions/${arn}/target_backup_vault_arn`],
    ]);
  }
  expect(adviceOn(copyTo(`arn:aws:backup:us-east-1:$account:backup-vault:${vault}`), whole)).toEqual([]);
  expect(adviceOn(copyTo(`arn:aws:backup:eu-central-1:222222222222:backup-vault:${vault}`), whole)).toEqual(
    [],
  );
  expect(adviceOn(copyTo("arn:aws:backup:eu-central-1:$account:backup-vault:other"), whole)).toEqual([]);
});
