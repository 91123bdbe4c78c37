import { neededRoles, neededVaults } from "../../../src/effective/backup-plan/needs";
import { backupPlansOf } from "../../../src/effective/backup-plan/read-backup-plans";
import { WHOLE_POLICY } from "../../support/whole-plan";

const [plan] = backupPlansOf(WHOLE_POLICY);
const NIGHTLY = "plans/daily/rules/nightly";

test("a plan needs the roles that its selections name, each with its path", () => {
  expect(neededRoles(plan!)).toEqual([
    {
      role: "service-role/AWSBackupDefaultServiceRole",
      accountId: undefined,
      path: "plans/daily/selections/tags/tagged/iam_role_arn",
    },
    { role: "Backup", accountId: undefined, path: "plans/daily/selections/resources/volumes/iam_role_arn" },
  ]);
});

test("a plan needs its own vault and its air-gapped vault in every Region, and the vaults that copies go to", () => {
  const places = neededVaults(plan!).map(
    ({ use, vault, region, accountId, retentionDays, path }) =>
      `${use} ${vault} ${region} ${accountId ?? "own"} ${retentionDays ?? "forever"} ${path}`,
  );
  const central = "arn:aws:backup:us-east-1:222222222222:backup-vault:central";
  const own = "arn:aws:backup:eu-north-1:$account:backup-vault:own";
  expect(places).toEqual([
    `backup Main eu-central-1 own 365 ${NIGHTLY}/target_backup_vault_name`,
    `backup Main eu-west-1 own 365 ${NIGHTLY}/target_backup_vault_name`,
    `air-gapped Gapped eu-central-1 own 365 ${NIGHTLY}/target_logically_air_gapped_backup_vault_arn`,
    `air-gapped Gapped eu-west-1 own 365 ${NIGHTLY}/target_logically_air_gapped_backup_vault_arn`,
    `copy Central us-east-1 222222222222 90 ${NIGHTLY}/copy_actions/${central}/target_backup_vault_arn`,
    `copy Own eu-north-1 own 365 ${NIGHTLY}/copy_actions/${own}/target_backup_vault_arn`,
    "backup Main eu-central-1 own forever plans/daily/rules/continuous/target_backup_vault_name",
    "backup Main eu-west-1 own forever plans/daily/rules/continuous/target_backup_vault_name",
  ]);
});

test("roles and vaults in a literal account are needed there; what is no ARN is needed nowhere", () => {
  const [other] = backupPlansOf({
    plans: {
      p: {
        regions: ["eu-west-1"],
        rules: { r: { target_logically_air_gapped_backup_vault_arn: "Gapped", copy_actions: { x: {} } } },
        selections: {
          tags: {
            a: { iam_role_arn: "arn:aws:iam::222222222222:role/Backup" },
            b: { iam_role_arn: "Backup" },
          },
        },
      },
    },
  });
  expect(neededRoles(other!)).toEqual([
    { role: "Backup", accountId: "222222222222", path: "plans/p/selections/tags/a/iam_role_arn" },
  ]);
  expect(neededVaults(other!)).toEqual([]);
});
