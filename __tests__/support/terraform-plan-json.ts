export interface PlannedChange {
  readonly type: string;
  readonly name: string;
  readonly change: object;
}

/** What `terraform show -json` writes of a plan whose code is not shown, with the changes of resources of the root module. */
export function terraformPlanJson(changes: readonly PlannedChange[]): string {
  return JSON.stringify({
    format_version: "1.2",
    terraform_version: "1.11.4",
    planned_values: { root_module: {} },
    configuration: { root_module: {} },
    resource_changes: changes.map(({ type, name, change }) => ({
      address: `${type}.${name}`,
      mode: "managed",
      type,
      name,
      provider_name: "registry.terraform.io/hashicorp/aws",
      change,
    })),
  });
}
