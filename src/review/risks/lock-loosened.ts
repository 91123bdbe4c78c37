import type { InheritanceLevel } from "../../effective/inheritance-level";
import { fragmentAt } from "../../effective/effective-policy";
import type { MergedNode } from "../../effective/merged-node";
import { ALL_OPERATORS, operatorsIn } from "../../policy/operator-set";
import type { OperatorSet } from "../../policy/operator-set";
import type { Organization } from "../../organization/organization";
import { joinPath, splitPath } from "../../text/policy-path";
import type { AccountGroup } from "../account-groups";
import { isTouched } from "../is-touched";
import { controlledPaths } from "../traced";
import { list } from "../words";
import type { Risk, RiskContext, RiskFinding } from "./risk";

export const lockLoosened: Risk = {
  id: "lock-loosened",
  severity: "warning",
  sentence: "A control that kept lower-level policies from changing a setting is removed or allows more.",
  hint: "Keep the control on the setting and on every container around it, in a policy at the same level or higher.",
  find: (context) => context.groups.flatMap((group) => loosenedIn(group, context)),
};

function loosenedIn(group: AccountGroup, { before, after }: RiskContext): readonly RiskFinding[] {
  const state = group.after?.state;
  if (
    state === undefined ||
    group.before === undefined ||
    !isTouched(group, before.organization, after.organization)
  ) {
    return [];
  }
  if (!isControlGone(group, before.organization, after.organization)) {
    return [];
  }
  const locks = locksOf(group.levels.before(), before.organization);
  const now = locksOf(group.levels.after(), after.organization);
  return [...locks].flatMap(([path, { allowed, policies }]) => {
    const freed = (now.get(path)?.allowed ?? ALL_OPERATORS) & ~allowed;
    // Where the thing itself is gone there is nothing left to protect, and other rules say so.
    return freed === 0 || !isSet(state, splitPath(path))
      ? []
      : [
          {
            message: `Lower-level policies may use ${list(operatorsIn(freed))} here, which ${names(policies, before.organization)} currently forbids.`,
            accounts: group.accounts,
            policies,
            path,
          },
        ];
  });
}

/** Whether a policy with a control no longer stands above the accounts: what the others leave open stays as it is. */
function isControlGone({ levels }: AccountGroup, before: Organization, after: Organization): boolean {
  const now = levels.after().filter((level) => isBinding(level, after));
  return levels
    .before()
    .some(
      (level) =>
        isBinding(level, before) &&
        level.policies.some(
          (policy) =>
            !now.some(({ policies }) => policies.includes(policy)) && controlledPaths(policy).length > 0,
        ),
    );
}

/** Controls of policies on the account itself bind no one. */
function isBinding({ targetId }: InheritanceLevel, organization: Organization): boolean {
  return organization.account(targetId) === undefined;
}

interface Lock {
  readonly allowed: OperatorSet;
  readonly policies: readonly string[];
}

/** What controls leave open, by path. */
function locksOf(levels: readonly InheritanceLevel[], organization: Organization): ReadonlyMap<string, Lock> {
  const locks = new Map<string, Lock>();
  for (const policy of levels
    .filter((level) => isBinding(level, organization))
    .flatMap(({ policies }) => policies)) {
    for (const segments of controlledPaths(policy)) {
      const path = joinPath(segments);
      const known = locks.get(path) ?? { allowed: ALL_OPERATORS, policies: [] };
      const allowed = known.allowed & (fragmentAt(policy, segments)?.control ?? ALL_OPERATORS);
      locks.set(path, { allowed, policies: [...known.policies, policy.policyId] });
    }
  }
  return locks;
}

function isSet(state: MergedNode, path: readonly string[]): boolean {
  const node = path.reduce<MergedNode | undefined>((at, name) => at?.children.get(name), state);
  return node?.rendered() !== undefined;
}

function names(policies: readonly string[], organization: Organization): string {
  return list(policies.map((id) => JSON.stringify(organization.policy(id)?.name ?? id)));
}
