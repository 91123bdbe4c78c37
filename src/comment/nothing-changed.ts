import { OrgBackupError } from "../org-backup-error";
import { displayName, readText } from "../sources/read-text";
import { isJsonObject } from "../text/json";
import type { JsonObject, JsonValue } from "../text/json";

/**
 * Whether the JSON of a review (`org-backup plan --format json`) reports neither a change nor a finding that
 * no one has acknowledged, or that of a verification (`org-backup verify --format json`) neither a difference
 * nor an invalid effective policy.
 *
 * @throws OrgBackupError (`input`) where the file is something else, or looked at less than everything
 */
export function nothingChangedIn(file: string): boolean {
  const result = parse(readText(file));
  if (isJsonObject(result) && result.schemaVersion === 1) {
    if (Array.isArray(result.changes) && Array.isArray(result.findings)) {
      const open = (result.findings as readonly JsonValue[]).filter(
        (finding) => !isJsonObject(finding) || (finding.acknowledged ?? null) === null,
      );
      return result.changes.length === 0 && open.length === 0;
    }
    if (Array.isArray(result.mismatches) && isJsonObject(result.summary)) {
      return nothingDiffers(result, result.summary, file);
    }
  }
  throw new OrgBackupError("input", "Not a review by org-backup, or one by another version.", {
    where: displayName(file),
    hint: "Write it with `org-backup plan --output json=plan.json`, or `org-backup verify --all --output json=verify.json`.",
  });
}

function nothingDiffers(verification: JsonObject, summary: JsonObject, file: string): boolean {
  const { mismatches, invalid } = verification;
  const { accounts, compared, withoutEffectivePolicy: without } = summary;
  const wrong = [mismatches, invalid].some((list) => Array.isArray(list) && list.length > 0);
  const isWhole =
    Array.isArray(invalid) && Array.isArray(without) && Number(compared) + without.length === accounts;
  if (!wrong && !isWhole) {
    throw new OrgBackupError("input", "The verification says nothing about some accounts.", {
      where: displayName(file),
      hint: "Verify every account, with the right to read which effective policies are invalid: `org-backup verify --all`, `org-backup help verify`.",
    });
  }
  return !wrong;
}

function parse(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}
