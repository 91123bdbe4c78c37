import { EffectivePolicies } from "../../src/organization/effective-policies";
import type { Organization } from "../../src/organization/organization";
import type { BackupEnvironment } from "../../src/organization/backup-environment";
import { NamesInForce } from "../../src/review/names-in-force";
import { needsIn } from "../../src/review/needs";
import type { JsonObject } from "../../src/text/json";
import { attached, organization, policy, ROOT } from "../support/organizations";
import { documentOf, WHOLE_POLICY } from "../support/whole-plan";
import { environmentOf } from "./support/environments";
import { AT, findingsOf, reviewOf } from "./support/review-of";

const NIGHTLY = "plans/daily/rules/nightly";
const AIR_GAPPED = `${NIGHTLY}/target_logically_air_gapped_backup_vault_arn`;

/** The policy as a whole for every account; without it, an organization without policies. */
function withPolicy(rendered: JsonObject | undefined): Organization {
  return rendered === undefined
    ? organization()
    : organization({
        policies: [policy("p-1", documentOf(rendered))],
        attachments: [attached(ROOT, "p-1")],
      });
}

function environment(...vaults: readonly string[]): BackupEnvironment {
  return environmentOf(Object.fromEntries(vaults.map((name) => [name, undefined])), [
    "service-role/AWSBackupDefaultServiceRole",
    "Backup",
  ]);
}

test("a policy needs roles and vaults, logically air-gapped ones and those of copies among them", () => {
  const [effective] = EffectivePolicies.compute(withPolicy(WHOLE_POLICY), AT).distinct().keys();
  const named = [
    ...new Set(needsIn(effective!.state).map(({ kind, name, path }) => `${kind} ${name} ${path}`)),
  ];
  const copies = `${NIGHTLY}/copy_actions`;
  expect(named).toEqual([
    `vault Main ${NIGHTLY}/target_backup_vault_name`,
    `vault Gapped ${AIR_GAPPED}`,
    `vault Central ${copies}/arn:aws:backup:us-east-1:222222222222:backup-vault:central/target_backup_vault_arn`,
    `vault Own ${copies}/arn:aws:backup:eu-north-1:$account:backup-vault:own/target_backup_vault_arn`,
    "vault Main plans/daily/rules/continuous/target_backup_vault_name",
    "role service-role/AWSBackupDefaultServiceRole plans/daily/selections/tags/tagged/iam_role_arn",
    "role Backup plans/daily/selections/resources/volumes/iam_role_arn",
  ]);
});

test("what AWS last published is taken to exist", () => {
  const published = organization({ publishedPolicies: new Map([["000000000002", WHOLE_POLICY]]) });
  const used = new NamesInForce(EffectivePolicies.compute(published, AT));
  const names = [
    "vault Own",
    "vault Main",
    "role Backup",
    "vault Gapped",
    "role service-role/AWSBackupDefaultServiceRole",
    "vault Central",
  ];
  expect(used.isAny).toBe(true);
  expect([...names, ...names].filter((name) => !used.has(name))).toEqual([]);
  expect(used.has("vault Elsewhere")).toBe(false);
  expect(new NamesInForce(EffectivePolicies.compute(organization(), AT)).isAny).toBe(false);
});

describe("a logically air-gapped vault", () => {
  /** As {@link WHOLE_POLICY}, but valid: no continuous rule without retention, no archive. */
  const valid = JSON.parse(
    JSON.stringify(WHOLE_POLICY)
      .replace('"enable_continuous_backup":"true"', '"enable_continuous_backup":"false"')
      .replace('"opt_in_to_archive_for_supported_resources":"true"', '"delete_after_days":"0365"'),
  ) as JsonObject;

  test("that nothing creates is a missing prerequisite", () => {
    const found = findingsOf(
      reviewOf(withPolicy(undefined), withPolicy(valid), {
        environment: { after: environment("Main", "Central", "Own") },
      }),
      "prerequisite-missing",
    );
    expect(found.map(({ severity, message, path }) => [severity, message, path])).toEqual([
      ...["eu-central-1", "eu-west-1"].map((region) => [
        "error",
        `No vault "Gapped" in ${region}: the code neither creates it nor declares it as existing.`,
        AIR_GAPPED,
      ]),
    ]);
  });

  test("may not be deleted while a rule writes to it", () => {
    const found = findingsOf(
      reviewOf(withPolicy(valid), withPolicy(valid), {
        environment: {
          before: environment("Main", "Central", "Own", "Gapped"),
          after: environment("Main", "Central", "Own"),
        },
      }),
      "vault-removed",
    );
    expect(found.map(({ severity, message, path }) => [severity, message, path])).toEqual([
      ["error", 'The vault "Gapped" is deleted while policies use it.', AIR_GAPPED],
    ]);
  });
});
