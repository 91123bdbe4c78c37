import type { PolicyFormat } from "../../policy/document";
import { validatePolicyText } from "../../policy/validate";
import type { PolicyValidation } from "../../policy/validate";
import { bySeverity } from "../../text/severity";
import { adviseText } from "./advise-document";

/** What AWS would say to a text, our advice, and what AWS Backup would do differently from what it says; the worst first. */
export function validateText(text: string, format: PolicyFormat, at: Date): PolicyValidation {
  const { accepted, issues } = validatePolicyText(text, { at, format });
  const advice = accepted ? adviseText(text, format, at) : [];
  return { accepted, issues: [...issues, ...advice].toSorted(bySeverity) };
}
