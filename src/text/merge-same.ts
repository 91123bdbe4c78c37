import type { Finding } from "./finding";

/** Findings that differ in nothing but their accounts become one, in the order of the first. */
export function mergeSame<F extends Finding>(findings: readonly F[]): readonly F[] {
  const groups = new Map<string, { readonly finding: F; readonly accounts: Set<string> }>();
  for (const finding of findings) {
    const key = JSON.stringify({ ...finding, accounts: undefined, scope: undefined });
    const group = groups.get(key) ?? { finding, accounts: new Set() };
    finding.accounts.forEach((account) => group.accounts.add(account));
    groups.set(key, group);
  }
  return [...groups.values()].map(({ finding, accounts }) => ({ ...finding, accounts: [...accounts] }));
}
