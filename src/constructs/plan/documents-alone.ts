import { EffectivePolicies } from "../../organization/effective-policies";
import { Organization } from "../../organization/organization";
import type { BackupPolicy } from "../backup-policy";
import { addressOf } from "./declared-by-constructs";

/**
 * Each policy of the app by itself, as if it were the only one of an account: what can be told where the
 * organization is not known.
 */
export function documentsAlone(policies: readonly BackupPolicy[], at: Date): EffectivePolicies {
  const known = policies.flatMap(({ policy, name, content }) =>
    content.document === undefined ? [] : [{ id: addressOf(policy), name, value: content.document }],
  );
  const accountId = (index: number): string => String(index + 1).padStart(12, "0");
  const root = { id: "root", name: "Root" };
  const result = Organization.create({
    settings: { id: "unknown" },
    root,
    organizationalUnits: [],
    accounts: known.map(({ name }, index) => ({
      id: accountId(index),
      name,
      parentId: root.id,
      state: "ACTIVE",
    })),
    policies: known.map(({ id, name, value }) => ({ id, name, content: { kind: "known", value } })),
    attachments: known.map(({ id }, index) => ({
      targetId: accountId(index),
      policyIds: [id],
      order: "known",
    })),
    publishedPolicies: new Map(),
  });
  if (!result.ok) {
    throw new Error(result.problems.map(({ message }) => message).join(" "));
  }
  return EffectivePolicies.compute(result.organization, at);
}
