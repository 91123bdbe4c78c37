import type { BackupSelection, SelectionCondition } from "../../effective/backup-plan/backup-selection";

/** Which resources are meant, in the terms of AWS Backup's API; a policy's selection is one case of it. */
export interface SelectionCriteria {
  /** ARNs with `*`, of which one must match. */
  readonly resources: readonly string[];
  /** ARNs with `*`, of which none may match. */
  readonly notResources: readonly string[];
  /** Tags, of which one must be there; together with `resources`, either suffices. */
  readonly tags: readonly { readonly key: string; readonly values: readonly string[] }[];
  /** All must hold. */
  readonly conditions: readonly SelectionCondition[];
}

export function criteriaOf(selection: BackupSelection): SelectionCriteria {
  const { kind, tagKey, tagValues, resourceTypes, notResourceTypes, conditions } = selection;
  return {
    resources: resourceTypes,
    notResources: notResourceTypes,
    tags: kind === "tags" && tagKey !== undefined ? [{ key: tagKey, values: tagValues }] : [],
    conditions,
  };
}
