import { BackupEnvironment } from "../organization/backup-environment";
import type { Organization } from "../organization/organization";
import { unusedAccountId } from "../organization/unused-account-id";
import { didYouMeanSentence } from "../text/did-you-mean";
import type { Call } from "./call";
import type { Change, Step } from "./change";
import { fold } from "./fold";
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
  let current = organization;
  for (const change of changes) {
    const calls = callsOf(current, change);
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
    const result = fold(current, BackupEnvironment.UNKNOWN, { steps: own, milestones: [] }, { at });
    problems.push(...result.refused.map(({ message }) => ({ change, message })));
    steps.push(...own);
    current = result.organization;
  }
  return problems.length === 0 ? { ok: true, change: { steps, milestones: [] } } : { ok: false, problems };
}

/** The calls, or why there are none. */
function callsOf(organization: Organization, change: WhatIf): readonly Call[] | string {
  if (change.kind === "edit") {
    const policyId = policyNamed(organization, change.policy);
    return typeof policyId !== "string"
      ? policyId.message
      : [{ operation: "UpdatePolicy", policyId, content: writtenContent(change.text) }];
  }
  const targetId = targetNamed(organization, change.target);
  if (typeof targetId !== "string") {
    return targetId.message;
  }
  switch (change.kind) {
    case "move": {
      const accountId = accountNamed(organization, change.account);
      if (typeof accountId !== "string") {
        return accountId.message;
      }
      // A move to where the account is changes nothing.
      return organization.account(accountId)?.parentId === targetId
        ? []
        : [{ operation: "MoveAccount", accountId, destinationParentId: targetId }];
    }
    case "new-account": {
      const id = unusedAccountId((candidate) => organization.account(candidate) !== undefined);
      const created: Call = { operation: "CreateAccount", id, name: change.name };
      return targetId === organization.root.id
        ? [created]
        : [created, { operation: "MoveAccount", accountId: id, destinationParentId: targetId }];
    }
    case "attach":
    case "detach": {
      const policyId = policyNamed(organization, change.policy);
      return typeof policyId !== "string"
        ? policyId.message
        : [
            {
              operation: change.kind === "attach" ? "AttachPolicy" : "DetachPolicy",
              policyId,
              targetId,
            },
          ];
    }
  }
}

interface NotFound {
  readonly message: string;
}

function targetNamed(organization: Organization, wanted: string): string | NotFound {
  const targets = [organization.root, ...organization.organizationalUnits, ...organization.accounts];
  return named(wanted, targets, "root, OU or account", (id) => [organization.path(id)]);
}

function accountNamed(organization: Organization, wanted: string): string | NotFound {
  return named(wanted, organization.accounts, "account", (id) => [organization.path(id)]);
}

function policyNamed(organization: Organization, wanted: string): string | NotFound {
  return named(wanted, organization.policies, "policy", () => []);
}

/** By id, else by path, else by a name that only one has. */
function named(
  wanted: string,
  things: readonly { readonly id: string; readonly name: string }[],
  what: string,
  alsoKnownAs: (id: string) => readonly string[],
): string | NotFound {
  const exact =
    things.find(({ id }) => id === wanted) ?? things.find(({ id }) => alsoKnownAs(id).includes(wanted));
  if (exact !== undefined) {
    return exact.id;
  }
  const [only, ...others] = things.filter((thing) => thing.name === wanted);
  if (only === undefined) {
    const known = things.flatMap(({ id, name: known }) => [known, id]);
    return { message: `There is no ${what} ${JSON.stringify(wanted)}.${didYouMeanSentence(wanted, known)}` };
  }
  return others.length === 0
    ? only.id
    : {
        message: `${others.length + 1} of them are named ${JSON.stringify(wanted)}: give one's id (${[only, ...others].map(({ id }) => id).join(", ")}).`,
      };
}
