import type { Finding } from "./finding";

/** Findings that differ in nothing but their accounts become one, in the order of the first. */
export function mergeSame<F extends Mergeable>(findings: readonly F[]): readonly F[] {
  const groups: Group<F>[] = [];
  // Thousands of accounts have the same finding: spelling each out whole to compare it is felt.
  const alike = new Map<string, Group<F>[]>();
  for (const finding of findings) {
    const key = [finding.path, finding.message, ...finding.policies].join("\n");
    const candidates = alike.get(key) ?? [];
    const group = candidates.find(({ finding: first }) => isSameButAccounts(first, finding));
    if (group !== undefined) {
      group.accounts.push(finding.accounts);
      continue;
    }
    const created = { finding, accounts: [finding.accounts] };
    groups.push(created);
    candidates.push(created);
    alike.set(key, candidates);
  }
  return groups.map(({ finding, accounts }) => ({ ...finding, accounts: [...new Set(accounts.flat())] }));
}

type Mergeable = Pick<Finding, "path" | "message" | "policies" | "accounts">;

interface Group<F> {
  readonly finding: F;
  readonly accounts: (readonly string[])[];
}

function isSameButAccounts(first: Mergeable, second: Mergeable): boolean {
  return isPartOf(first, second) && isPartOf(second, first);
}

function isPartOf(part: Mergeable, whole: Mergeable): boolean {
  for (const key in part) {
    const [one, other] = [part[key as keyof Mergeable], whole[key as keyof Mergeable]];
    if (
      one !== other &&
      key !== "accounts" &&
      key !== "scope" &&
      JSON.stringify(one) !== JSON.stringify(other)
    ) {
      return false;
    }
  }
  return true;
}
