import { parsePolicyDocument } from "../../policy/document";
import type { PolicyFormat } from "../../policy/document";
import { validatePolicy } from "../../policy/validate";
import type { PolicyValidation } from "../../policy/validate";
import { bySeverity } from "../../text/severity";
import { adviseDocument } from "./advise-document";

/** What AWS would say to a text, our advice, and what AWS Backup would do differently from what it says; the worst first. */
export function validateText(text: string, format: PolicyFormat, at: Date): PolicyValidation {
  const parsed = parsePolicyDocument(text, format);
  if (!parsed.ok) {
    return { accepted: false, issues: parsed.issues };
  }
  const { accepted, issues } = validatePolicy(parsed.document, { at });
  const advice = accepted ? adviseDocument(parsed.document, at) : [];
  return { accepted, issues: [...issues, ...advice].toSorted(bySeverity) };
}
