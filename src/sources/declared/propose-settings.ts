import type { DelegatedAdministrator, OrganizationSettings } from "../../organization/model";
import type { DeclaredResources, Reference } from "./declared-resources";

/** The organization's settings once the code is applied; without an organization resource they stay. */
export function proposedSettings(
  current: OrganizationSettings,
  declared: DeclaredResources,
  resolve: (reference: Reference) => string | undefined,
): OrganizationSettings {
  const { organization } = declared;
  const administrators = declaredAdministrators(declared, resolve);
  return {
    ...current,
    ...(organization === undefined
      ? {}
      : {
          trustedServices: organization.trustedServices,
          enabledPolicyTypes: organization.enabledPolicyTypes,
        }),
    ...(administrators.length === 0
      ? {}
      : {
          delegatedAdministrators: mergeAdministrators(current.delegatedAdministrators ?? [], administrators),
        }),
  };
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
