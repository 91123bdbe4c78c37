import type { Prerequisite } from "../prerequisites";
import { prerequisitesIn, prerequisitesInForce } from "../prerequisites";
import { planNamesIn } from "../setting-change";
import type { Risk, RiskContext, RiskFinding } from "./risk";

export const prerequisiteMissing: Risk = {
  id: "prerequisite-missing",
  severity: "warning",
  sentence:
    "A role or vault is named that no policy used before and that nothing in the given code creates: backups fail, and AWS says so nowhere.",
  hint: "Create it in every account and Region of the plan before the policy is attached, with a stack set for instance; `org-backup preflight` checks that it is there.",
  find: missing,
};

function missing({ before, groups, change }: RiskContext): readonly RiskFinding[] {
  const { infrastructure } = change;
  // Without code there is no telling what is created elsewhere.
  if (infrastructure?.after.complete !== true) {
    return [];
  }
  const { roles, vaults } = infrastructure.after;
  // Most of what changed policies name is created by the code: then nobody asks what was used before.
  let used: ReadonlySet<string> | undefined;
  const isMissing = ({ kind, name }: Prerequisite): boolean =>
    !(kind === "role" ? roles.has(name) : vaults.has(name)) &&
    !(used ??= prerequisitesInForce(before)).has(`${kind} ${name}`);
  return groups
    .filter(({ after: policy, edits }) => policy?.status === "published" && edits.length > 0)
    .flatMap(({ accounts, after: policy, edits }) =>
      (policy === undefined ? [] : prerequisitesIn(policy.state, planNamesIn(edits)))
        .filter(isMissing)
        .map(({ kind, name, path }) => ({
          message: `Nothing creates the ${kind} ${JSON.stringify(name)}.`,
          accounts,
          policies: edits.find((edit) => edit.path === path)?.policies ?? [],
          path,
        })),
    );
}
