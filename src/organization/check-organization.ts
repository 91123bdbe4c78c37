import { firstSuggestions } from "../text/did-you-mean";
import type { JsonValue } from "../text/json";
import { MAX_DEPTH } from "../text/source-document";
import type { OrganizationData, OrganizationalUnit } from "./model";

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

/** Finds everything that does not fit together; an empty list means that the indexes can be built. */
export function checkOrganization(data: OrganizationData): readonly OrganizationProblem[] {
  const problems: OrganizationProblem[] = [];
  const report = (rule: OrganizationRule, message: string, ...at: readonly (string | number)[]): void => {
    problems.push({ rule, message, at });
  };
  checkIds(data, report);
  checkTree(data, report);
  checkAttachments(data, report);
  const accountIds = new Set(data.accounts.map(({ id }) => id));
  for (const id of data.publishedPolicies.keys()) {
    if (!accountIds.has(id)) {
      report(
        "published-account-exists",
        `There is no account ${quoted(id)} to have a published policy.`,
        "publishedPolicies",
        id,
      );
    }
  }
  data.policies.forEach(({ name, content }, index) => {
    if (content.kind === "known" && isTooDeep(content.value)) {
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

function checkIds(data: OrganizationData, report: Report): void {
  const { managementAccountId, delegatedAdministrators = [] } = data.settings;
  const twelveDigits = (id: string, ...at: readonly (string | number)[]): void => {
    if (!/^\d{12}$/.test(id)) {
      report("account-id-is-12-digits", `An account id has 12 digits, found ${quoted(id)}.`, ...at);
    }
  };
  if (managementAccountId !== undefined) {
    twelveDigits(managementAccountId, "organization", "managementAccountId");
  }
  delegatedAdministrators.forEach(({ accountId }, index) => {
    twelveDigits(accountId, "organization", "delegatedAdministrators", index, "accountId");
  });
  const seen = new Map<string, string>([[data.root.id, "the root"]]);
  const unique = (id: string, what: string, collection: string, index: number): void => {
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
  data.organizationalUnits.forEach(({ id, name }, index) => {
    unique(id, `OU ${quoted(name)}`, "organizationalUnits", index);
  });
  data.accounts.forEach(({ id, name }, index) => {
    twelveDigits(id, "accounts", index, "id");
    unique(id, `account ${quoted(name)}`, "accounts", index);
  });
  data.policies.forEach(({ id, name }, index) => {
    unique(id, `policy ${quoted(name)}`, "policies", index);
  });
}

function checkTree(data: OrganizationData, report: Report): void {
  const units = new Map(data.organizationalUnits.map((unit) => [unit.id, unit]));
  const accountIds = new Set(data.accounts.map(({ id }) => id));
  const nearParent = firstSuggestions(() => [data.root.id, ...units.keys()]);
  const parentExists = (parentId: string, collection: string, index: number): boolean => {
    if (parentId === data.root.id || units.has(parentId)) {
      return true;
    }
    if (accountIds.has(parentId)) {
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

function checkAttachments(data: OrganizationData, report: Report): void {
  const targets = new Set([
    data.root.id,
    ...data.organizationalUnits.map(({ id }) => id),
    ...data.accounts.map(({ id }) => id),
  ]);
  const policies = new Set(data.policies.map(({ id }) => id));
  const nearTarget = firstSuggestions(() => targets);
  const nearPolicy = firstSuggestions(() => policies);
  const seenTargets = new Set<string>();
  data.attachments.forEach(({ targetId, policyIds }, index) => {
    if (!targets.has(targetId)) {
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

function isTooDeep(value: JsonValue, depth = 0): boolean {
  if (typeof value !== "object" || value === null) {
    return false;
  }
  if (depth >= MAX_DEPTH) {
    return true;
  }
  const container = value as Readonly<Record<string, JsonValue>>;
  // A loop over the object itself: a list of its keys for each of a million nodes is felt.
  for (const key in container) {
    if (isTooDeep(container[key] ?? null, depth + 1)) {
      return true;
    }
  }
  return false;
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
