import type { JsonObject } from "../../text/json";
import { parsePolicyDocument, policyDocumentFromValue } from "../document";
import type { Grammar } from "../grammar";
import { authoredDocument } from "./authored-document";
import { AuthoredPolicy } from "./authored-policy";
import type { AuthoredNode } from "./authored-nodes";
import { json } from "./json-node";

/**
 * A backup policy from typed objects. Keys are those of AWS in camelCase, a plain value means assign,
 * and `assign`, `append`, `remove`, `lock` and `allowChildren` may stand at any node that takes them.
 * Never throws: mistakes are found by the compiler, or reported by {@link AuthoredPolicy.validate}.
 */
export function backupPolicy(policy: AuthoredNode<Grammar>): AuthoredPolicy {
  const { document, issues } = authoredDocument(policy);
  return new AuthoredPolicy(policyDocumentFromValue(document), issues);
}

/**
 * An existing backup policy as JSON, as AWS writes it. A text is kept as it is, white space and
 * the spelling of numbers included; findings then have lines and columns.
 */
export function backupPolicyFromJson(policy: string | JsonObject): AuthoredPolicy {
  if (typeof policy !== "string") {
    const { document, issues } = authoredDocument(json(policy));
    return new AuthoredPolicy(policyDocumentFromValue(document), issues);
  }
  const parsed = parsePolicyDocument(policy);
  return parsed.ok
    ? new AuthoredPolicy(parsed.document, [])
    : new AuthoredPolicy(policyDocumentFromValue({}), parsed.issues, true);
}
