import type { BackupEnvironment } from "../../organization/backup-environment";
import { placeKey } from "../../organization/place";
import type { Risk } from "./risk";

/** Service-managed stack sets are deployed by this principal. */
const STACK_SETS = "member.org.stacksets.cloudformation.amazonaws.com";

export const trustedAccessMissing: Risk = {
  id: "trusted-access-missing",
  severity: "error",
  sentence:
    "The code deploys a service-managed CloudFormation stack set and the organization gives StackSets no trusted access: the apply fails.",
  hint: "Run `aws cloudformation activate-organizations-access` in the management account first; adding the principal to a list of services is not enough.",
  find: ({ after: { organization }, change: { environment } }) => {
    const { trustedServices } = organization.settings;
    if (environment === undefined || trustedServices === undefined || trustedServices.includes(STACK_SETS)) {
      return [];
    }
    const known = new Set(environment.before === undefined ? [] : deployed(environment.before).keys());
    const missing = [...deployed(environment.after)].filter(([key]) => !known.has(key));
    const origins = [...new Set(missing.map(([, origin]) => origin))];
    return origins.map((origin) => ({
      message: `${origin} deploys a service-managed stack set without trusted access for ${STACK_SETS}: AWS refuses CreateStackSet.`,
      accounts: [],
      policies: [],
      path: "",
      position: { where: origin },
    }));
  },
};

/** What stack sets deploy below OUs, with the address of the stack set. */
function deployed({ vaults, roles }: BackupEnvironment): ReadonlyMap<string, string> {
  return new Map(
    [...vaults, ...roles].flatMap(({ name, place, origin }) =>
      place.accounts.kind === "members" ? [[`${placeKey(place)} ${name}`, origin] as const] : [],
    ),
  );
}
