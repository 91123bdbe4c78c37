import type { OrganizationSettings } from "../../organization/model";

export function isAdministrator(
  { delegatedAdministrators = [] }: OrganizationSettings,
  accountId: string,
  servicePrincipal: string,
): boolean {
  return delegatedAdministrators.some(
    (administrator) =>
      administrator.accountId === accountId && administrator.servicePrincipals.includes(servicePrincipal),
  );
}

export function withAdministrator(
  { delegatedAdministrators = [] }: OrganizationSettings,
  accountId: string,
  servicePrincipal: string,
): Pick<OrganizationSettings, "delegatedAdministrators"> {
  const known = delegatedAdministrators.find((administrator) => administrator.accountId === accountId);
  const changed = { accountId, servicePrincipals: [...(known?.servicePrincipals ?? []), servicePrincipal] };
  return {
    delegatedAdministrators:
      known === undefined
        ? [...delegatedAdministrators, changed]
        : delegatedAdministrators.map((administrator) => (administrator === known ? changed : administrator)),
  };
}

export function withoutAdministrator(
  { delegatedAdministrators = [] }: OrganizationSettings,
  accountId: string,
  servicePrincipal: string,
): Pick<OrganizationSettings, "delegatedAdministrators"> {
  return {
    delegatedAdministrators: delegatedAdministrators
      .map((administrator) =>
        administrator.accountId === accountId
          ? {
              accountId,
              servicePrincipals: administrator.servicePrincipals.filter(
                (principal) => principal !== servicePrincipal,
              ),
            }
          : administrator,
      )
      .filter(({ servicePrincipals }) => servicePrincipals.length > 0),
  };
}
