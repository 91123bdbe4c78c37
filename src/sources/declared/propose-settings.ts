import type { DelegatedAdministrator, OrganizationSettings } from "../../organization/model";
import type { DeclaredResources, DeclaredSet, Reference, RemovedResources } from "./declared-resources";

/** The organization's settings once the code is applied; without an organization resource they stay. */
export function proposedSettings(
  current: OrganizationSettings,
  declared: DeclaredResources,
  resolve: (reference: Reference) => string | undefined,
): OrganizationSettings {
  const { organization, serviceAccess = [], removed } = declared;
  if (removed?.organization === true) {
    return { ...current, trustedServices: [], enabledPolicyTypes: [], delegatedAdministrators: [] };
  }
  const administrators = declaredAdministrators(declared, resolve);
  const trustedServices = proposedSet(current.trustedServices, organization?.trustedServices, {
    added: serviceAccess,
    taken: removed?.serviceAccess ?? [],
  });
  const enabledPolicyTypes = proposedSet(current.enabledPolicyTypes, organization?.enabledPolicyTypes);
  return {
    ...current,
    ...(trustedServices === undefined ? {} : { trustedServices }),
    ...(enabledPolicyTypes === undefined ? {} : { enabledPolicyTypes }),
    ...(administrators.length === 0 && (removed?.delegatedAdministrators ?? []).length === 0
      ? {}
      : {
          delegatedAdministrators: withoutRemoved(
            mergeAdministrators(current.delegatedAdministrators ?? [], administrators),
            removed,
          ),
        }),
  };
}

/** Undefined where neither the organization nor the code tells the set. */
function proposedSet(
  current: readonly string[] | undefined,
  declared: DeclaredSet | undefined,
  single: { readonly added: readonly string[]; readonly taken: readonly string[] } = { added: [], taken: [] },
): readonly string[] | undefined {
  let base = current;
  if (isList(declared)) {
    base = declared;
  } else if (declared?.kind === "union") {
    // Where what exists is not known, naming the additions alone would look like a removal of all others.
    base = current === undefined ? undefined : union(current, declared.members);
  }
  return base === undefined
    ? undefined
    : union(base, single.added).filter((name) => !single.taken.includes(name));
}

function isList(set: DeclaredSet | undefined): set is readonly string[] {
  return Array.isArray(set);
}

function union(first: readonly string[], second: readonly string[]): readonly string[] {
  return [...new Set([...first, ...second])];
}

function declaredAdministrators(
  { delegatedAdministrators }: DeclaredResources,
  resolve: (reference: Reference) => string | undefined,
): readonly DelegatedAdministrator[] {
  return delegatedAdministrators.flatMap(({ account, servicePrincipal }) => {
    const accountId = resolve(account);
    return accountId === undefined ? [] : [{ accountId, servicePrincipals: [servicePrincipal] }];
  });
}

function mergeAdministrators(
  current: readonly DelegatedAdministrator[],
  declared: readonly DelegatedAdministrator[],
): readonly DelegatedAdministrator[] {
  const principals = new Map<string, Set<string>>();
  for (const { accountId, servicePrincipals } of [...current, ...declared]) {
    const known = principals.get(accountId) ?? new Set();
    servicePrincipals.forEach((principal) => known.add(principal));
    principals.set(accountId, known);
  }
  return [...principals].map(([accountId, servicePrincipals]) => ({
    accountId,
    servicePrincipals: [...servicePrincipals],
  }));
}

function withoutRemoved(
  administrators: readonly DelegatedAdministrator[],
  removed: RemovedResources | undefined,
): readonly DelegatedAdministrator[] {
  const isRemoved = (accountId: string, principal: string): boolean =>
    removed?.delegatedAdministrators.some(
      (gone) => gone.accountId === accountId && gone.servicePrincipal === principal,
    ) === true;
  return administrators
    .map(({ accountId, servicePrincipals }) => ({
      accountId,
      servicePrincipals: servicePrincipals.filter((principal) => !isRemoved(accountId, principal)),
    }))
    .filter(({ servicePrincipals }) => servicePrincipals.length > 0);
}
