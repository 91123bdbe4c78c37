import { isSamePolicy } from "../organization/same-policy";
import type { Organization } from "../organization/organization";

/** One change of the organization itself, which effective policies follow from. */
export interface OrganizationChange {
  readonly subject:
    | "policy"
    | "attachment"
    | "organizational-unit"
    | "account"
    | "trusted-access"
    | "policy-type"
    | "delegated-administrator";
  readonly action:
    | "added"
    | "changed"
    | "renamed"
    | "deleted"
    | "closed"
    | "attached"
    | "detached"
    | "moved"
    | "enabled"
    | "disabled";
  /** The name of the policy, OU, account or service; of what is renamed, the new one. */
  readonly name: string;
  /** The policy, OU or account; undefined for services and policy types. */
  readonly id?: string;
  /** The name before, the path before a move, or the target that a policy is detached from. */
  readonly from?: string;
  /** The path after a move, or the target that a policy is attached to. */
  readonly to?: string;
}

/** What changes in the organization, policies and attachments first. */
export function organizationChanges(
  before: Organization,
  after: Organization,
): readonly OrganizationChange[] {
  return before === after
    ? []
    : [
        ...policyChanges(before, after),
        ...attachmentChanges(before, after),
        ...unitChanges(before, after),
        ...accountMoves(before, after),
        ...settingsChanges(before, after),
      ];
}

function policyChanges(before: Organization, after: Organization): readonly OrganizationChange[] {
  const about = (
    action: OrganizationChange["action"],
    id: string,
    name: string,
    from?: string,
  ): OrganizationChange => ({
    subject: "policy",
    action,
    name,
    id,
    ...(from === undefined ? {} : { from }),
  });
  return [
    ...after.policies.flatMap((policy): readonly OrganizationChange[] => {
      const { id, name } = policy;
      const old = before.policy(id);
      if (old === policy) {
        return [];
      }
      if (old === undefined) {
        return [about("added", id, name)];
      }
      const isRenamed = old.name !== name;
      return [
        ...(isRenamed ? [about("renamed", id, name, old.name)] : []),
        ...(isSamePolicy({ id, name, content: old.content }, policy) ? [] : [about("changed", id, name)]),
      ];
    }),
    ...before.policies
      .filter(({ id }) => after.policy(id) === undefined)
      .map(({ id, name }) => about("deleted", id, name)),
  ];
}

function attachmentChanges(before: Organization, after: Organization): readonly OrganizationChange[] {
  const lost = (from: Organization, to: Organization): readonly (readonly [string, string])[] =>
    from.attachments.flatMap(({ targetId, policyIds }) => {
      const others = new Set(to.attached(targetId).policies.map(({ id }) => id));
      return policyIds.filter((id) => !others.has(id)).map((id) => [id, targetId] as const);
    });
  const nameIn = (organization: Organization, id: string): string => organization.policy(id)?.name ?? id;
  return [
    ...lost(after, before).map(([id, targetId]) => ({
      subject: "attachment" as const,
      action: "attached" as const,
      name: nameIn(after, id),
      id,
      to: after.path(targetId),
    })),
    ...lost(before, after).map(([id, targetId]) => ({
      subject: "attachment" as const,
      action: "detached" as const,
      name: nameIn(before, id),
      id,
      from: before.path(targetId),
    })),
  ];
}

function unitChanges(before: Organization, after: Organization): readonly OrganizationChange[] {
  const subject = "organizational-unit";
  const earlier = new Map(before.organizationalUnits.map((unit) => [unit.id, unit]));
  const now = new Set(after.organizationalUnits.map(({ id }) => id));
  return [
    ...after.organizationalUnits.flatMap(({ id, name, parentId }): readonly OrganizationChange[] => {
      const old = earlier.get(id);
      return old === undefined
        ? [{ subject, action: "added", name, id, to: after.path(id) }]
        : [
            ...(old.name === name ? [] : [{ subject, action: "renamed", name, id, from: old.name } as const]),
            ...(old.parentId === parentId
              ? []
              : [{ subject, action: "moved", name, id, from: before.path(id), to: after.path(id) } as const]),
          ];
    }),
    ...before.organizationalUnits
      .filter(({ id }) => !now.has(id))
      .map(({ id, name }) => ({ subject, action: "deleted", name, id, from: before.path(id) }) as const),
  ];
}

function accountMoves(before: Organization, after: Organization): readonly OrganizationChange[] {
  const subject = "account";
  if (before.accounts === after.accounts) {
    return [];
  }
  return [
    ...after.accounts.flatMap(({ id, name, parentId, state }): readonly OrganizationChange[] => {
      const old = before.account(id);
      if (old === undefined) {
        return [{ subject, action: "added", name, id, to: after.path(id) }];
      }
      const isClosed = old.state === "ACTIVE" && state !== "ACTIVE";
      return [
        ...(isClosed ? [{ subject, action: "closed", name, id, from: before.path(id) } as const] : []),
        ...(old.parentId === parentId
          ? []
          : [{ subject, action: "moved", name, id, from: before.path(id), to: after.path(id) } as const]),
      ];
    }),
    ...before.accounts
      .filter(({ id }) => after.account(id) === undefined)
      .map(({ id, name }) => ({ subject, action: "deleted", name, id, from: before.path(id) }) as const),
  ];
}

function settingsChanges(
  { settings: before }: Organization,
  { settings: after }: Organization,
): readonly OrganizationChange[] {
  return [
    ...switched("trusted-access", before.trustedServices, after.trustedServices),
    ...switched("policy-type", before.enabledPolicyTypes, after.enabledPolicyTypes),
    ...switched("delegated-administrator", administrators(before), administrators(after)),
  ];
}

function administrators({
  delegatedAdministrators,
}: Organization["settings"]): readonly string[] | undefined {
  return delegatedAdministrators?.flatMap(({ accountId, servicePrincipals }) =>
    servicePrincipals.map((principal) => `${accountId} for ${principal}`),
  );
}

/** What a source does not show is not compared. */
function switched(
  subject: OrganizationChange["subject"],
  before: readonly string[] | undefined,
  after: readonly string[] | undefined,
): readonly OrganizationChange[] {
  return before === undefined || after === undefined
    ? []
    : [
        ...after
          .filter((name) => !before.includes(name))
          .map((name) => ({ subject, action: "enabled" as const, name })),
        ...before
          .filter((name) => !after.includes(name))
          .map((name) => ({ subject, action: "disabled" as const, name })),
      ];
}
