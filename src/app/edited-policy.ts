import { OrgBackupError } from "../org-backup-error";
import { parsePolicyDocument } from "../policy/document";
import { policyRefusals } from "../policy/validate";
import { at as placeIn, isJson } from "../sources/document-text";
import { displayName, readText } from "../sources/read-text";

/**
 * The text that AWS would get of a policy in a file: JSON as it is written, YAML as JSON.
 *
 * @param file `-` for standard input
 * @param at the time of the call
 * @throws OrgBackupError (`input`) with file, line and column of everything for which AWS would refuse it
 */
export function editedPolicy(file: string, at: Date): string {
  const text = readText(file);
  const isText = isJson(file, text);
  const result = parsePolicyDocument(text, isText ? "json" : "yaml");
  const refusals = result.ok ? policyRefusals(result.document, { at }) : result.issues;
  if (!result.ok || refusals.length > 0) {
    throw new OrgBackupError("input", `AWS would refuse the policy in ${displayName(file)}.`, {
      problems: refusals.map(({ message, position }) => ({
        where: placeIn(file, { line: position?.line ?? 1, column: position?.column ?? 1 }),
        message,
      })),
      hint: "`org-backup validate FILE` says more of each.",
    });
  }
  return isText ? text : JSON.stringify(result.document.value);
}
