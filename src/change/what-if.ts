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
  | ({ readonly kind: "move"; readonly account: string } & ToTarget)
  | ({ readonly kind: "attach"; readonly policy: string } & ToTarget)
  | ({ readonly kind: "detach"; readonly policy: string } & ToTarget)
  | { readonly kind: "edit"; readonly policy: string; readonly text: string }
  | ({ readonly kind: "new-account"; readonly name: string } & ToTarget);

interface ToTarget {
  readonly target: string;
  /** Both names in one text, `NAME=TARGET`: names may contain `=`, and what exists shows where the first one ends. */
  readonly spelled?: string;
}

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
    const calls = callsOfAny(change, rehearsal.organization, names);
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

/** Of the names that a spelled text may be, those that exist. */
function callsOfAny(
  change: WhatIf,
  organization: OrganizationDraft,
  names: NamedThings,
): readonly Call[] | string {
  const halves = change.kind === "edit" || change.spelled === undefined ? [] : halvesOf(change.spelled);
  if (change.kind === "edit" || halves.length < 2) {
    return callsOf(change, organization, names);
  }
  const key = change.kind === "move" ? "account" : change.kind === "new-account" ? "name" : "policy";
  const outcomes = halves.map(([name, target]) =>
    callsOf({ ...change, [key]: name, target }, organization, names),
  );
  const [found, ...more] = outcomes.filter((outcome) => typeof outcome !== "string");
  const [first = ""] = outcomes;
  return more.length > 0
    ? `${JSON.stringify(change.spelled)} can be read in several ways: give ids instead of names that contain "=".`
    : (found ??
        `${typeof first === "string" ? first : ""} No other "=" separates two names that exist either: give ids.`);
}

/** A text at each of its `=` that has something on both sides. */
export function halvesOf(text: string): readonly (readonly [string, string])[] {
  return [...text.matchAll(/=/g)].flatMap(({ index }) =>
    index === 0 || index === text.length - 1 ? [] : [[text.slice(0, index), text.slice(index + 1)] as const],
  );
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
