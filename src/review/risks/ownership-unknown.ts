import type { Organization } from "../../organization/organization";
import type { Policy } from "../../organization/model";
import { isJsonObject } from "../../text/json";
import { undeclaredPolicies } from "../undeclared-policies";
import { list } from "../words";
import type { Risk, RiskContext } from "./risk";
import { grouped } from "../../text/grouped";

/** A message names at most this many policies; the rest is counted. */
const MAX_NAMES = 5;

const HINT = [
  "Give one of these:",
  "org-backup plan --base ../base/cdktf.out (the synthesized code of the target branch);",
  "org-backup plan --state state.json (from `terraform show -json > state.json`);",
  'new BackupOrganization(app, "backup-organization", { owner: "my-app", ... }), applied once before the next `org-backup snapshot`;',
  "manages: all, in org-backup.yaml.",
].join(" ");

export const ownershipUnknown: Risk = {
  id: "ownership-unknown",
  severity: "warning",
  sentence:
    "The organization has policies that the synthesized code does not declare, and nothing shows whether Terraform manages and so deletes them. An error if a deletion or a rename is plausible: such a policy shares a target or a plan's name with a declared one, or the code declares no policy.",
  hint: HINT,
  find: ({ after: { organization }, change: { declared } }) => {
    const others = undeclaredPolicies(organization, declared);
    if (others.length === 0 || declared === undefined) {
      return [];
    }
    const reason = plausibleDeletion(organization, others, declared.origins);
    const names = others.slice(0, MAX_NAMES).map(({ name }) => JSON.stringify(name));
    const more = others.length - names.length;
    const all = list([...names, ...(more > 0 ? [`${grouped(more)} more`] : [])]);
    const [are, they, them] = others.length === 1 ? ["is", "it stays", "it"] : ["are", "they stay", "them"];
    return [
      {
        ...(reason === undefined ? {} : { severity: "error" as const }),
        message: `${all} ${are} not in the code.${reason === undefined ? "" : ` ${reason}`} The review assumes that ${they}; if Terraform created ${them}, apply deletes ${them}.`,
        accounts: [],
        policies: others.map(({ id }) => id),
        path: "",
      },
    ];
  },
};

/** Why a policy that is not declared may be one that was deleted from the code or renamed in it. */
function plausibleDeletion(
  organization: RiskContext["after"]["organization"],
  others: readonly Policy[],
  declared: ReadonlyMap<string, string>,
): string | undefined {
  if (declared.size === 0) {
    return "The code declares no policy at all.";
  }
  const undeclared = new Set(others.map(({ id }) => id));
  for (const { targetId, policyIds } of organization.attachments) {
    const other = policyIds.find((id) => undeclared.has(id));
    const own = policyIds.find((id) => declared.has(id));
    if (other !== undefined && own !== undefined) {
      return `${nameOf(organization, other)} is attached to ${organization.path(targetId)}, as the declared ${nameOf(organization, own)} is.`;
    }
  }
  const ownPlans = new Map(
    organization.policies
      .filter(({ id }) => declared.has(id))
      .flatMap(({ name, content }) => planNames(content).map((plan) => [plan, name] as const)),
  );
  for (const { name, content } of others) {
    const shared = planNames(content).find((plan) => ownPlans.has(plan));
    if (shared !== undefined) {
      return `${JSON.stringify(name)} has the plan ${JSON.stringify(shared)}, as the declared ${JSON.stringify(ownPlans.get(shared))} has.`;
    }
  }
  return undefined;
}

function nameOf(organization: Organization, id: string): string {
  return JSON.stringify(organization.policy(id)?.name ?? id);
}

/** Names of plans are merged ignoring case. */
function planNames(content: Policy["content"]): readonly string[] {
  const plans = content.kind === "known" ? content.value.plans : undefined;
  return isJsonObject(plans)
    ? Object.keys(plans)
        .filter((name) => !name.startsWith("@@"))
        .map((name) => name.toLowerCase())
    : [];
}
