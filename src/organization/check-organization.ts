import { firstSuggestions } from "../text/did-you-mean";
import { nestsTooDeep } from "../text/nesting";
import { MAX_DEPTH } from "../text/source-document";
import type { Account, OrganizationData, OrganizationalUnit, Policy, Root } from "./model";

/** AWS allows OUs nested five deep below the root. */
export const MAX_OU_DEPTH = 5;

/** A part of an organization that does not fit, as data. */
export interface OrganizationProblem {
  readonly rule: OrganizationRule;
  readonly message: string;
  /** Where in the data: `["accounts", 3, "parentId"]`. */
  readonly at: readonly (string | number)[];
}

export type OrganizationRule =
  | "account-id-is-12-digits"
  | "id-is-unique"
  | "parent-exists"
  | "parent-is-no-account"
  | "tree-has-no-cycle"
  | "ou-depth"
  | "attachment-target-exists"
  | "attachment-policy-exists"
  | "attachment-is-unique"
  | "policy-depth"
  | "published-account-exists";

/** The parts of an organization by id; of several with one id the last. */
export interface OrganizationIndex {
  readonly units: ReadonlyMap<string, OrganizationalUnit>;
  readonly accounts: ReadonlyMap<string, Account>;
  readonly policies: ReadonlyMap<string, Policy>;
}

/**
 * Finds everything that does not fit together.
 *
 * @param isTreeChecked whether root, OUs and accounts are those of an organization that was checked
 */
export function checkOrganization(
  data: OrganizationData,
  index: OrganizationIndex,
  isTreeChecked: boolean,
): readonly OrganizationProblem[] {
  const problems: OrganizationProblem[] = [];
  const report: Report = (rule, message, ...at) => {
    problems.push({ rule, message, at });
  };
  checkAccountIds(data, isTreeChecked, report);
  if (!areIdsUnique(data, index)) {
    reportIdsTwice(data, report);
  }
  if (!isTreeChecked) {
    checkTree(data, index, report);
  }
  checkAttachments(data, index, report);
  for (const id of data.publishedPolicies.keys()) {
    if (!index.accounts.has(id)) {
      report(
        "published-account-exists",
        `There is no account ${quoted(id)} to have a published policy.`,
        "publishedPolicies",
        id,
      );
    }
  }
  data.policies.forEach(({ name, content }, index) => {
    if (content.kind === "known" && nestsTooDeep(content.value)) {
      report(
        "policy-depth",
        `Policy ${quoted(name)} nests deeper than ${MAX_DEPTH} levels.`,
        "policies",
        index,
        "content",
      );
    }
  });
  return problems;
}

type Report = (rule: OrganizationRule, message: string, ...at: readonly (string | number)[]) => void;

function checkAccountIds(
  { settings, accounts }: OrganizationData,
  isTreeChecked: boolean,
  report: Report,
): void {
  const { managementAccountId, delegatedAdministrators = [] } = settings;
  const refuse = (id: string, ...at: readonly (string | number)[]): void => {
    report("account-id-is-12-digits", `An account id has 12 digits, found ${quoted(id)}.`, ...at);
  };
  if (managementAccountId !== undefined && !isAccountId(managementAccountId)) {
    refuse(managementAccountId, "organization", "managementAccountId");
  }
  delegatedAdministrators.forEach(({ accountId }, index) => {
    if (!isAccountId(accountId)) {
      refuse(accountId, "organization", "delegatedAdministrators", index, "accountId");
    }
  });
  (isTreeChecked ? [] : accounts).forEach(({ id }, index) => {
    if (!isAccountId(id)) {
      refuse(id, "accounts", index, "id");
    }
  });
}

function isAccountId(id: string): boolean {
  return /^\d{12}$/.test(id);
}

function areIdsUnique(data: OrganizationData, { units, accounts, policies }: OrganizationIndex): boolean {
  const isTarget = (id: string): boolean => id === data.root.id || units.has(id) || accounts.has(id);
  return (
    units.size === data.organizationalUnits.length &&
    accounts.size === data.accounts.length &&
    policies.size === data.policies.length &&
    !units.has(data.root.id) &&
    !accounts.has(data.root.id) &&
    !data.organizationalUnits.some(({ id }) => accounts.has(id)) &&
    !data.policies.some(({ id }) => isTarget(id))
  );
}

/** Says which things have one id. */
function reportIdsTwice(data: OrganizationData, report: Report): void {
  const seen = new Map<string, string>([[data.root.id, "the root"]]);
  const add = ({ id, name }: Root, kind: string, collection: string, index: number): void => {
    const what = `${kind} ${quoted(name)}`;
    const before = seen.get(id);
    if (before === undefined) {
      seen.set(id, what);
    } else {
      report(
        "id-is-unique",
        `The id ${quoted(id)} of ${what} is also the id of ${before}.`,
        collection,
        index,
        "id",
      );
    }
  };
  data.organizationalUnits.forEach((unit, index) => {
    add(unit, "OU", "organizationalUnits", index);
  });
  data.accounts.forEach((account, index) => {
    add(account, "account", "accounts", index);
  });
  data.policies.forEach((policy, index) => {
    add(policy, "policy", "policies", index);
  });
}

function checkTree(data: OrganizationData, { units, accounts }: OrganizationIndex, report: Report): void {
  const nearParent = firstSuggestions(() => [data.root.id, ...units.keys()]);
  const parentExists = (parentId: string, collection: string, index: number): boolean => {
    if (parentId === data.root.id || units.has(parentId)) {
      return true;
    }
    if (accounts.has(parentId)) {
      report(
        "parent-is-no-account",
        `The parent ${quoted(parentId)} is an account: only the root and OUs can be parents.`,
        collection,
        index,
        "parentId",
      );
    } else {
      const meant = nearParent(parentId);
      report(
        "parent-exists",
        `There is no root or OU ${quoted(parentId)}.${meant}`,
        collection,
        index,
        "parentId",
      );
    }
    return false;
  };
  const depths = new Map<string, number | "cycle">([[data.root.id, 0]]);
  data.organizationalUnits.forEach((unit, index) => {
    if (!parentExists(unit.parentId, "organizationalUnits", index)) {
      return;
    }
    const depth = depthOf(unit, units, depths);
    if (depth === "cycle") {
      report(
        "tree-has-no-cycle",
        `OU ${quoted(unit.name)} is its own ancestor.`,
        "organizationalUnits",
        index,
        "parentId",
      );
    } else if (depth > MAX_OU_DEPTH) {
      const message = `OU ${quoted(unit.name)} is ${depth} levels below the root; AWS allows ${MAX_OU_DEPTH}.`;
      report("ou-depth", message, "organizationalUnits", index, "parentId");
    }
  });
  data.accounts.forEach(({ parentId }, index) => {
    parentExists(parentId, "accounts", index);
  });
}

/** How deep an OU lies. Every OU on the way is remembered, so that each is visited once. */
function depthOf(
  unit: OrganizationalUnit,
  units: ReadonlyMap<string, OrganizationalUnit>,
  depths: Map<string, number | "cycle">,
): number | "cycle" {
  const above = new Set<string>();
  let id: string | undefined = unit.id;
  while (id !== undefined && !depths.has(id) && !above.has(id)) {
    above.add(id);
    id = units.get(id)?.parentId;
  }
  let depth = id === undefined ? 0 : (depths.get(id) ?? "cycle");
  for (const below of [...above].reverse()) {
    depth = depth === "cycle" ? "cycle" : depth + 1;
    depths.set(below, depth);
  }
  return depth;
}

function checkAttachments(data: OrganizationData, index: OrganizationIndex, report: Report): void {
  const { units, accounts, policies } = index;
  const nearTarget = firstSuggestions(() => [data.root.id, ...units.keys(), ...accounts.keys()]);
  const nearPolicy = firstSuggestions(() => policies.keys());
  const seenTargets = new Set<string>();
  data.attachments.forEach(({ targetId, policyIds }, index) => {
    if (targetId !== data.root.id && !units.has(targetId) && !accounts.has(targetId)) {
      const meant = nearTarget(targetId);
      report(
        "attachment-target-exists",
        `There is no root, OU or account ${quoted(targetId)} to attach to.${meant}`,
        "attachments",
        index,
        "targetId",
      );
    }
    if (seenTargets.has(targetId)) {
      const message = `Duplicate target ${quoted(targetId)}: list all its policies in one place, in attachment order.`;
      report("attachment-is-unique", message, "attachments", index, "targetId");
    }
    seenTargets.add(targetId);
    const attached = new Set<string>();
    policyIds.forEach((policyId, position) => {
      if (!policies.has(policyId)) {
        const meant = nearPolicy(policyId);
        report(
          "attachment-policy-exists",
          `There is no policy ${quoted(policyId)}.${meant}`,
          "attachments",
          index,
          "policyIds",
          position,
        );
      } else if (attached.has(policyId)) {
        report(
          "attachment-is-unique",
          `Policy ${quoted(policyId)} is attached to ${quoted(targetId)} twice.`,
          "attachments",
          index,
          "policyIds",
          position,
        );
      }
      attached.add(policyId);
    });
  });
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
