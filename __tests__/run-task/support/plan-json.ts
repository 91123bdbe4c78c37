/** A plan that keeps daily backups of the whole organization for fewer days. */
export function planJson(days: string): string {
  const content = (kept: string): string =>
    JSON.stringify({
      plans: {
        OrgBackupPlanDaily: {
          regions: { "@@assign": ["eu-central-1", "eu-west-1"] },
          rules: {
            OrgDailyBackupRule: {
              schedule_expression: { "@@assign": "cron(0 5 ? * * *)" },
              lifecycle: { delete_after_days: { "@@assign": kept } },
              target_backup_vault_name: { "@@assign": "AWSBackupSolutionVault" },
            },
          },
          selections: {
            tags: {
              OrgDailyBackupSelection: {
                iam_role_arn: { "@@assign": "arn:aws:iam::$account:role/AWSBackupSolutionRole" },
                tag_key: { "@@assign": "backup" },
                tag_value: { "@@assign": ["daily"] },
              },
            },
          },
        },
      },
    });
  const values = (kept: string): object => ({
    id: "p-nw01baseline",
    name: "org-baseline",
    type: "BACKUP_POLICY",
    description: "A daily backup",
    content: content(kept),
    tags: {},
  });
  const address = "aws_organizations_policy.org-baseline";
  const resource = {
    address,
    mode: "managed",
    type: "aws_organizations_policy",
    name: "org-baseline",
    provider_name: "aws",
  };
  return JSON.stringify({
    format_version: "1.2",
    terraform_version: "1.11.4",
    planned_values: { root_module: { resources: [{ ...resource, values: values(days) }] } },
    resource_changes: [
      {
        ...resource,
        change: { actions: ["update"], before: values("35"), after: values(days), after_unknown: {} },
      },
    ],
    prior_state: {
      format_version: "1.0",
      values: { root_module: { resources: [{ ...resource, values: values("35") }] } },
    },
    configuration: { root_module: { resources: [{ ...resource, expressions: {} }] } },
    complete: true,
    applyable: true,
    errored: false,
  });
}
