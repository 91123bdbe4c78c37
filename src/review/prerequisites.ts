import type { EffectivePolicies } from "../organization/effective-policies";
import type { SettingValue } from "../effective/setting-value";
import type { MergedNode } from "../effective/merged-node";
import { child, forEachMember, setting } from "../effective/rendered";
import { planProtectionOf, protectionOf, vaultOf } from "./protection";
import type { PlanProtection } from "./protection";

/** A role or vault that must exist for backups to work. */
export interface Prerequisite {
  readonly kind: "role" | "vault";
  /** A role's path and name: `service-role/AWSBackupDefaultServiceRole`. */
  readonly name: string;
  /** The setting that names it. */
  readonly path: string;
}

const known = new WeakMap<PlanProtection, readonly Prerequisite[]>();

/** Every role and vault that a policy names; with plan names given, that those plans name. */
export function prerequisitesIn(state: MergedNode, names?: ReadonlySet<string>): readonly Prerequisite[] {
  const found: Prerequisite[] = [];
  forEachMember(child(state, "plans"), (node, name) => {
    const rendered = names === undefined || names.has(name) ? node.rendered() : undefined;
    if (rendered !== undefined) {
      const plan = planProtectionOf(name, rendered);
      const inPlan = known.get(plan) ?? prerequisitesOf(plan);
      known.set(plan, inPlan);
      found.push(...inPlan);
    }
  });
  return found;
}

/** Roles and vaults that published policies use, as `kind name`: they are taken to exist. */
export function prerequisitesInForce(policies: EffectivePolicies): ReadonlySet<string> {
  const used = new Set<string>();
  const seen = new Set<MergedNode>();
  for (const { status, state } of policies.distinct().keys()) {
    forEachMember(status === "published" ? child(state, "plans") : undefined, (node) => {
      if (!seen.has(node)) {
        seen.add(node);
        addNames(node, used);
      }
    });
  }
  for (const published of policies.organization.data.publishedPolicies.values()) {
    protectionOf(published)
      .plans.flatMap(prerequisitesOf)
      .forEach(({ kind, name }) => used.add(`${kind} ${name}`));
  }
  return used;
}

/** As {@link prerequisitesOf}, without paths and without rendering: there may be thousands of plans. */
function addNames(plan: MergedNode, used: Set<string>): void {
  const add = (kind: Prerequisite["kind"], name: SettingValue | undefined): void => {
    if (typeof name === "string") {
      used.add(`${kind} ${name}`);
    }
  };
  forEachMember(child(plan, "rules"), (rule) => {
    add("vault", setting(rule, "target_backup_vault_name"));
    forEachMember(child(rule, "copy_actions"), (copy, key) => {
      const arn = setting(copy, "target_backup_vault_arn") ?? key;
      add("vault", typeof arn === "string" ? vaultOf(arn) : undefined);
    });
  });
  forEachMember(child(plan, "selections"), (kind) => {
    forEachMember(kind, (selection) => {
      const role = setting(selection, "iam_role_arn");
      add("role", typeof role === "string" ? role.split(":role/")[1] : undefined);
    });
  });
}

function prerequisitesOf({ rules, selections }: PlanProtection): readonly Prerequisite[] {
  return [
    ...rules.flatMap(({ path, vault, copies }) => [
      ...(vault === undefined
        ? []
        : [{ kind: "vault" as const, name: vault, path: `${path}/target_backup_vault_name` }]),
      ...copies.flatMap((copy) =>
        copy.vault === undefined
          ? []
          : [{ kind: "vault" as const, name: copy.vault, path: `${copy.path}/target_backup_vault_arn` }],
      ),
    ]),
    ...selections.flatMap(({ path, role }) => {
      const name = role?.split(":role/")[1];
      return name === undefined ? [] : [{ kind: "role" as const, name, path: `${path}/iam_role_arn` }];
    }),
  ];
}
