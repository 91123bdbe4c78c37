import { OrgBackupError } from "../org-backup-error";
import { displayName, readText } from "../sources/read-text";
import { isJsonObject } from "../text/json";
import type { JsonValue } from "../text/json";

/**
 * Whether the JSON of a review (`org-backup plan --format json`) reports neither a change nor
 * a finding that no one has acknowledged.
 *
 * @throws OrgBackupError (`input`) where the file is something else
 */
export function nothingChangedIn(file: string): boolean {
  const review = parse(readText(file));
  if (
    !isJsonObject(review) ||
    review.schemaVersion !== 1 ||
    !Array.isArray(review.changes) ||
    !Array.isArray(review.findings)
  ) {
    throw new OrgBackupError("input", "Not a review by org-backup, or one by another version.", {
      where: displayName(file),
      hint: "Write it with `org-backup plan --output json=plan.json`.",
    });
  }
  const open = (review.findings as readonly JsonValue[]).filter(
    (finding) => !isJsonObject(finding) || (finding.acknowledged ?? null) === null,
  );
  return review.changes.length === 0 && open.length === 0;
}

function parse(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}
