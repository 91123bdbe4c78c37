import { validatePolicyText } from "../../../../../src/policy/validate";
import type { AdmitPolicy } from "./context";

const UNMET = "The provided policy document does not meet the requirements of the specified policy type.";

/**
 * What CreatePolicy and UpdatePolicy check unless the double is given another rule: backup policies by all that
 * is known of AWS's admission, other types for being a JSON object.
 */
export const admitPolicy: AdmitPolicy = (type, content, now) => {
  if (type === "BACKUP_POLICY") {
    const { issues } = validatePolicyText(content, { at: now });
    return issues.some(({ severity }) => severity === "error") ? UNMET : undefined;
  }
  try {
    const document = JSON.parse(content) as unknown;
    return typeof document === "object" && document !== null && !Array.isArray(document) ? undefined : UNMET;
  } catch {
    return UNMET;
  }
};
