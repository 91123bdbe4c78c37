import type { Organization } from "../organization/organization";
import type { Call } from "./call";
import type { Change, Step } from "./change";
import type { OrganizationDraft } from "./draft/organization-draft";
import { Rehearsal } from "./fold";
import { NamedThings } from "./named-things";
import { writtenContent } from "./written-content";

/**
 * A change that no one has written as code yet. Targets, accounts and policies are named by id, name or path.
 * `edit`: the policy gets another text.
 */
export type WhatIf =
  | { readonly kind: "move"; readonly account: string; readonly target: string }
  | { readonly kind: "attach"; readonly policy: string; readonly target: string }
  | { readonly kind: "detach"; readonly policy: string; readonly target: string }
  | { readonly kind: "edit"; readonly policy: string; readonly text: string }
  | { readonly kind: "new-account"; readonly name: string; readonly target: string };

export type WhatIfResult =
  | { readonly ok: true; readonly change: Change }
  | { readonly ok: false; readonly problems: readonly WhatIfProblem[] };

export interface WhatIfProblem {
  readonly change: WhatIf;
  readonly message: string;
}

/**
 * The calls of what-ifs, one after the other: each names things as the one before it leaves them.
 *
 * @param at the time of the calls
 */
export function whatIfChange(organization: Organization, changes: readonly WhatIf[], at: Date): WhatIfResult {
  const steps: Step[] = [];
  const problems: WhatIfProblem[] = [];
  // One state for all of them: an organization for each would make a thousand what-ifs take a thousand times as long.
  const rehearsal = new Rehearsal(organization, at);
  const names = new NamedThings(rehearsal.organization);
  for (const change of changes) {
    const calls = callsOf(change, rehearsal.organization, names);
    if (typeof calls === "string") {
      problems.push({ change, message: calls });
      continue;
    }
    const own = calls.map((call, index): Step => {
      const last = index === 0 ? steps.at(-1)?.id : `what-if ${steps.length + index - 1}`;
      return {
        id: `what-if ${steps.length + index}`,
        call,
        origin: `--${change.kind}`,
        after: last === undefined ? [] : [last],
      };
    });
    problems.push(...rehearsal.carryOut(own).map(({ message }) => ({ change, message })));
    names.follow(calls);
    steps.push(...own);
  }
  return problems.length === 0 ? { ok: true, change: { steps, milestones: [] } } : { ok: false, problems };
}

/** The calls, or why there are none. */
function callsOf(
  change: WhatIf,
  organization: OrganizationDraft,
  names: NamedThings,
): readonly Call[] | string {
  if (change.kind === "edit") {
    const policy = names.policy(change.policy);
    return policy.ok
      ? [{ operation: "UpdatePolicy", policyId: policy.id, content: writtenContent(change.text) }]
      : policy.message;
  }
  const target = names.target(change.target);
  if (!target.ok) {
    return target.message;
  }
  const targetId = target.id;
  switch (change.kind) {
    case "move": {
      const account = names.account(change.account);
      if (!account.ok) {
        return account.message;
      }
      // A move to where the account is changes nothing.
      return organization.account(account.id)?.parentId === targetId
        ? []
        : [{ operation: "MoveAccount", accountId: account.id, destinationParentId: targetId }];
    }
    case "new-account": {
      const id = names.newAccountId();
      const created: Call = { operation: "CreateAccount", id, name: change.name };
      return targetId === organization.root.id
        ? [created]
        : [created, { operation: "MoveAccount", accountId: id, destinationParentId: targetId }];
    }
    case "attach":
    case "detach": {
      const policy = names.policy(change.policy);
      return policy.ok
        ? [
            {
              operation: change.kind === "attach" ? "AttachPolicy" : "DetachPolicy",
              policyId: policy.id,
              targetId,
            },
          ]
        : policy.message;
    }
  }
}
