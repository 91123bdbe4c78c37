import { roleNameWithPath } from "../../organization/backup-environment";
import type { BackupEnvironment } from "../../organization/backup-environment";
import type { Organization } from "../../organization/organization";
import type { Place } from "../../organization/place";
import { didYouMean } from "../../text/did-you-mean";
import { missingPrerequisites } from "../missing-prerequisites";
import type { MissingPrerequisite } from "../missing-prerequisites";
import { certaintyWords } from "../needs";
import { placesInWords } from "../place-words";
import { list } from "../words";
import type { Risk } from "./risk";

export const prerequisiteMissing: Risk = {
  id: "prerequisite-missing",
  severity: "error",
  failsSynthesis: true,
  sentence:
    "A policy names a role or vault that nothing creates in an account or Region where it is needed: backups fail, and AWS reports nothing when the policy is attached.",
  hint: "Create it in every account and Region of the plan before the policy is attached, with MemberAccountFoundation for instance, or declare it in BackupOrganization under `existing`. `org-backup preflight` checks that it is there.",
  find: (context) => {
    const environment = context.change.environment?.after;
    return environment === undefined
      ? []
      : missingPrerequisites(context).map((missing) => ({
          message: `${messageOf(missing, environment, context.after.organization)}${certaintyWords(missing)}`,
          accounts: missing.accounts,
          policies: missing.policies,
          path: missing.path,
        }));
  },
};

interface Existing {
  readonly name: string;
  readonly origin: string;
  readonly place: Place;
}

function messageOf(
  { kind, name, region, accountId }: MissingPrerequisite,
  environment: BackupEnvironment,
  organization: Organization,
): string {
  const where = [
    ...(region === undefined ? [] : [`in ${region}`]),
    ...(accountId === undefined ? [] : [`${region === undefined ? "in" : "of"} account ${accountId}`]),
  ];
  const what = [`No ${kind} ${JSON.stringify(name)}`, ...where].join(" ");
  const all = kind === "role" ? rolesOf(environment) : environment.vaults;
  const elsewhere = all.filter((existing) => existing.name === name);
  if (elsewhere.length > 0) {
    return `${what}: ${creators(elsewhere, organization)} only.`;
  }
  const bare = (of: string): string => of.slice(of.lastIndexOf("/") + 1);
  const otherPath = all.find((existing) => bare(existing.name) === bare(name));
  if (otherPath !== undefined) {
    return `${what}: ${otherPath.origin} creates it as ${JSON.stringify(otherPath.name)}, and the path is part of the ARN.`;
  }
  const meant = didYouMean(
    name,
    all.map((existing) => existing.name),
  );
  const similar = all.find((existing) => existing.name === meant);
  const hint =
    similar === undefined
      ? ""
      : ` Did you mean ${JSON.stringify(similar.name)}, which ${similar.origin} creates?`;
  return `${what}: the code neither creates it nor declares it as existing.${hint}`;
}

function rolesOf({ roles }: BackupEnvironment): readonly Existing[] {
  return roles.map(({ origin, place, ...role }) => ({ name: roleNameWithPath(role), origin, place }));
}

/** `a/b creates it in the member accounts of Root/Workloads (eu-west-1) and c/d in the management account` */
function creators(existing: readonly Existing[], organization: Organization): string {
  const byOrigin = new Map<string, Place[]>();
  for (const { origin, place } of existing) {
    const places = byOrigin.get(origin) ?? [];
    byOrigin.set(origin, places);
    places.push(place);
  }
  return list(
    [...byOrigin].map(([origin, places]) => `${origin} creates it ${placesInWords(places, organization)}`),
  );
}
