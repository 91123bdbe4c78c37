import { Organization } from "../organization/organization";
import type { Attachments, OrganizationData } from "../organization/model";
import { didYouMeanSentence } from "../text/did-you-mean";

/** A change that nobody has written as code yet. Targets, accounts and policies are named by id, name or path. */
export type WhatIf =
  | { readonly kind: "move"; readonly account: string; readonly target: string }
  | { readonly kind: "attach"; readonly policy: string; readonly target: string }
  | { readonly kind: "detach"; readonly policy: string; readonly target: string }
  | { readonly kind: "new-account"; readonly name: string; readonly target: string };

export type WhatIfResult =
  | { readonly ok: true; readonly organization: Organization }
  | { readonly ok: false; readonly problems: readonly WhatIfProblem[] };

export interface WhatIfProblem {
  readonly change: WhatIf;
  readonly message: string;
}

/** The organization with the changes made, one after the other. */
export function applyWhatIf(organization: Organization, changes: readonly WhatIf[]): WhatIfResult {
  let current = organization;
  const problems: WhatIfProblem[] = [];
  for (const change of changes) {
    const data = changed(current, change);
    const result = typeof data === "string" ? undefined : Organization.create(data);
    if (result?.ok === true) {
      current = result.organization;
    } else {
      const messages =
        typeof data === "string" ? [data] : (result?.problems ?? []).map(({ message }) => message);
      problems.push(...messages.map((message) => ({ change, message })));
    }
  }
  return problems.length === 0 ? { ok: true, organization: current } : { ok: false, problems };
}

/** An account id that stands for an account without one; AWS gives out none that begins with so many zeros. */
export function unusedAccountId(isUsed: (id: string) => boolean): string {
  for (let number = 0; ; number += 1) {
    const id = String(number).padStart(12, "0");
    if (!isUsed(id)) {
      return id;
    }
  }
}

/** The changed data, or why there is none. */
function changed(organization: Organization, change: WhatIf): OrganizationData | string {
  const targetId = targetNamed(organization, change.target);
  if (typeof targetId !== "string") {
    return targetId.message;
  }
  const { data } = organization;
  switch (change.kind) {
    case "move": {
      const account = accountNamed(organization, change.account);
      return typeof account === "string"
        ? {
            ...data,
            accounts: data.accounts.map((known) =>
              known.id === account ? { ...known, parentId: targetId } : known,
            ),
          }
        : account.message;
    }
    case "new-account": {
      const id = unusedAccountId((candidate) => organization.account(candidate) !== undefined);
      const account = { id, name: change.name, parentId: targetId, state: "ACTIVE" as const };
      return { ...data, accounts: [...data.accounts, account] };
    }
    case "attach":
    case "detach": {
      const policyId = policyNamed(organization, change.policy);
      if (typeof policyId !== "string") {
        return policyId.message;
      }
      const attachments =
        change.kind === "attach"
          ? attached(organization, policyId, targetId)
          : detached(organization, policyId, targetId);
      return typeof attachments === "string" ? attachments : { ...data, attachments };
    }
  }
}

function attached(
  organization: Organization,
  policyId: string,
  targetId: string,
): readonly Attachments[] | string {
  const known = organization.attachments.find((attachments) => attachments.targetId === targetId);
  if (known === undefined) {
    return [...organization.attachments, { targetId, policyIds: [policyId], order: "known" }];
  }
  if (known.policyIds.includes(policyId)) {
    return `The policy ${name(organization, policyId)} is attached to ${organization.path(targetId)} already.`;
  }
  // A new attachment comes last, whatever is known of those before it.
  const order = known.policyIds.length < 2 ? "known" : known.order;
  return organization.attachments.map((attachments) =>
    attachments === known ? { targetId, policyIds: [...known.policyIds, policyId], order } : attachments,
  );
}

function detached(
  organization: Organization,
  policyId: string,
  targetId: string,
): readonly Attachments[] | string {
  const known = organization.attachments.find((attachments) => attachments.targetId === targetId);
  if (known?.policyIds.includes(policyId) !== true) {
    return `The policy ${name(organization, policyId)} is not attached to ${organization.path(targetId)}.`;
  }
  const policyIds = known.policyIds.filter((id) => id !== policyId);
  const left: Attachments = { targetId, policyIds, order: policyIds.length < 2 ? "known" : known.order };
  return organization.attachments.flatMap((attachments) => {
    if (attachments !== known) {
      return [attachments];
    }
    return policyIds.length === 0 ? [] : [left];
  });
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

function name(organization: Organization, policyId: string): string {
  return JSON.stringify(organization.policy(policyId)?.name ?? policyId);
}
