import { isJsonObject } from "../../text/json";
import type { JsonObject, JsonValue } from "../../text/json";
import { vaultsInArn } from "../../review/backup-needs";

/** Where a policy names something that has to exist. */
interface Mention {
  /** In the merged policy: `plans/daily/rules/nightly`. */
  readonly path: string;
}

/** `service-role/Name`, as it stands in the ARN. */
export interface NeededRole extends Mention {
  readonly role: string;
}

export interface NeededVault extends Mention {
  readonly vault: string;
  readonly region: string;
  /** A literal account, or undefined for the account itself. */
  readonly accountId: string | undefined;
  /** How long recovery points are kept there, where it is said. */
  readonly retentionDays: number | undefined;
}

/** The roles and vaults that a merged policy names. */
export interface Needs {
  readonly roles: readonly NeededRole[];
  readonly vaults: readonly NeededVault[];
}

const ROLE_ARN = /^arn:[^:]*:iam::[^:]*:role\/(.+)$/;

/** @param merged a merged policy, as AWS renders it */
export function needsOf(merged: JsonObject): Needs {
  const roles: NeededRole[] = [];
  const vaults: NeededVault[] = [];
  for (const [name, plan] of membersOf(merged.plans)) {
    const path = `plans/${name}`;
    roles.push(...rolesOf(plan, path));
    vaults.push(...vaultsOf(plan, path));
  }
  return { roles, vaults };
}

function rolesOf(plan: JsonObject, path: string): readonly NeededRole[] {
  const { selections } = plan;
  return ["tags", "resources"].flatMap((kind) =>
    membersOf(isJsonObject(selections) ? selections[kind] : undefined).flatMap(([name, selection]) => {
      const role = ROLE_ARN.exec(text(selection, "iam_role_arn") ?? "")?.[1];
      return role === undefined ? [] : [{ role, path: `${path}/selections/${kind}/${name}` }];
    }),
  );
}

function vaultsOf(plan: JsonObject, planPath: string): readonly NeededVault[] {
  const all = textsOf(plan.regions);
  return membersOf(plan.rules).flatMap(([name, rule]) => {
    const path = `${planPath}/rules/${name}`;
    const vault = text(rule, "target_backup_vault_name");
    const own = all.flatMap((region) =>
      vault === undefined
        ? []
        : [{ path, vault, region, accountId: undefined, retentionDays: retention(rule) }],
    );
    const airGapped = text(rule, "target_logically_air_gapped_backup_vault_arn");
    return [
      ...own,
      ...copies(airGapped, all, path, retention(rule)),
      ...membersOf(rule.copy_actions).flatMap(([key, copy]) =>
        copies(text(copy, "target_backup_vault_arn"), all, `${path}/copy_actions/${key}`, retention(copy)),
      ),
    ];
  });
}

function copies(
  arn: string | undefined,
  regions: readonly string[],
  path: string,
  retentionDays: number | undefined,
): readonly NeededVault[] {
  return vaultsInArn(arn, regions).map((vault) => ({ ...vault, path, retentionDays }));
}

function retention({ lifecycle }: JsonObject): number | undefined {
  const days = isJsonObject(lifecycle) ? text(lifecycle, "delete_after_days") : undefined;
  return days !== undefined && /^\d+$/.test(days) ? Number(days) : undefined;
}

function membersOf(container: JsonValue | undefined): readonly (readonly [string, JsonObject])[] {
  return Object.entries(isJsonObject(container) ? container : {}).flatMap(([name, member]) =>
    isJsonObject(member) ? [[name, member] as const] : [],
  );
}

function textsOf(value: JsonValue | undefined): readonly string[] {
  const list = Array.isArray(value) ? (value as readonly JsonValue[]) : [value];
  return list.filter((item) => typeof item === "string");
}

function text(node: JsonObject, name: string): string | undefined {
  const value = Object.hasOwn(node, name) ? node[name] : undefined;
  return typeof value === "string" ? value : undefined;
}
