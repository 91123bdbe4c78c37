import { reviewDocuments } from "../../src/review/review-documents";
import type { JsonObject } from "../../src/text/json";
import { policy } from "../support/organizations";
import { assign, daily, document, ROLE } from "./support/policy-documents";
import type { RuleDocument } from "./support/policy-documents";

const OTHER = "arn:aws:backup:eu-west-1:999999999999:backup-vault:copies";
const GAPPED = "arn:aws:backup:$region:$account:backup-vault:gapped";

function byType(type: string, rule: RuleDocument, region = "eu-central-1"): JsonObject {
  const resources = { named: { iam_role_arn: assign(ROLE), resource_types: assign([type]) } };
  return daily(rule, { regions: [region], raw: { selections: { resources } } });
}

function reported(content: JsonObject): readonly string[] {
  const { findings } = reviewDocuments(
    [{ ...policy("p-1", content), origin: "stack/daily" }],
    { trustedAccess: undefined, environment: undefined },
    { at: new Date("2026-01-15T10:00:00Z") },
  );
  return findings.map(
    ({ severity, rule, message, accounts, policies }) =>
      `${severity} ${rule} ${[...policies, ...accounts].join()}: ${message}`,
  );
}

describe("The review of a policy without an organization", () => {
  it("reports a setting that a selected type ignores", () => {
    expect(reported(byType("arn:aws:ec2:*:*:volume/*", { continuous: true, days: 35 }))).toEqual([
      "warning ignored-for-type p-1: Continuous backup is ignored, and only snapshots are taken, for EBS.",
    ]);
  });

  it("reports a Region without the selected type", () => {
    expect(reported(byType("arn:aws:timestream:*:*:database/*", {}, "eu-west-3"))).toEqual([
      "warning unsupported-in-region p-1: In eu-west-3, AWS Backup does not support Timestream.",
    ]);
  });

  it("reports a copy that is not possible", () => {
    const type = "arn:aws:redshift-serverless:*:*:namespace/*";
    expect(reported(byType(type, { copies: { [OTHER]: 35 } }))).toEqual([
      "error copy-not-possible p-1: Copies from eu-central-1 are not possible for Redshift Serverless.",
    ]);
  });

  it("reports what overlapping rules lose", () => {
    const rules = {
      daily: { copies: { [OTHER]: 35 }, days: 35 },
      weekly: { schedule: "cron(0 5 ? * SUN *)", days: 90 },
    };
    expect(reported(document({ p: { rules } }))).toEqual([
      `warning rules-overlap p-1: "weekly" takes over runs of "daily", first at 2026-01-18 05:00 UTC: their start windows overlap, and AWS Backup makes one backup under the longer retention. Then there is no copy in ${OTHER}.`,
    ]);
  });

  it("reports a retention below the minimum of an air-gapped vault", () => {
    const rule = { days: 3, raw: { target_logically_air_gapped_backup_vault_arn: assign(GAPPED) } };
    expect(reported(byType("arn:aws:ec2:*:*:volume/*", rule))).toEqual([
      "error air-gapped-retention p-1: An air-gapped vault keeps recovery points at least 7 days; 3 days cannot go in.",
    ]);
  });
});
