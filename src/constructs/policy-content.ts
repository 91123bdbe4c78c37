import { AuthoredPolicy } from "../policy/author/authored-policy";
import { parsePolicyDocument } from "../policy/document";
import type { BackupPolicyDocument } from "../policy/backup-policy-document";
import { minifyPolicy } from "../policy/minify-policy";
import type { Finding } from "../text/finding";
import { isJsonObject } from "../text/json";
import type { JsonObject } from "../text/json";
import type { SourceNode } from "../text/source-node";
import { constructError } from "./construct-error";
import type { IConstruct } from "./framework";
import { hasTokens, hasUnprintableTokens, isWholeToken, jsonTemplate } from "./terraform-text";

/** What the constructs know of a policy's document, and what Terraform gets. */
export interface PolicyContentText {
  /** The content as Terraform reads it: minified, templates escaped. */
  readonly terraform: string;
  /** The document, unless parts of it are decided only during apply. */
  readonly document: JsonObject | undefined;
  /** The document as AWS gets it; absent where `document` is. */
  readonly text: string | undefined;
  /** What typed authoring found. */
  readonly issues: readonly Finding[];
}

/** A policy: from typed authoring, as an object with AWS's own keys, or as JSON text. */
export type PolicyContent = AuthoredPolicy | BackupPolicyDocument | JsonObject | string;

/**
 * @param content a token may stand for the whole text, too
 * @throws OrgBackupError (`input`) where it is no JSON object, or holds tokens that cannot be written
 */
export function policyContentText(construct: IConstruct, content: PolicyContent): PolicyContentText {
  if (typeof content === "string") {
    return textOf(construct, content);
  }
  return content instanceof AuthoredPolicy
    ? objectOf(construct, content.document, content.issues)
    : objectOf(construct, content, []);
}

function objectOf(
  construct: IConstruct,
  document: JsonObject,
  issues: readonly Finding[],
): PolicyContentText {
  const text = minifyPolicy(document);
  if (!hasTokens(text)) {
    return { terraform: jsonTemplate(text), document, text, issues };
  }
  if (hasUnprintableTokens(text)) {
    throw constructError(
      construct,
      "The content holds a list, a map or a number that is known only during apply.",
      "Use single values, such as the name or ARN of a vault, or give the whole content as Fn.jsonencode(...).",
    );
  }
  return { terraform: jsonTemplate(text), document: undefined, text: undefined, issues };
}

function textOf(construct: IConstruct, content: string): PolicyContentText {
  if (hasTokens(content)) {
    if (isWholeToken(content)) {
      return { terraform: content, document: undefined, text: undefined, issues: [] };
    }
    throw constructError(
      construct,
      "The content is JSON text with a value inside that is known only during apply: Terraform would put it there unescaped.",
      "Give the content as an object: values known only during apply are then written safely.",
    );
  }
  const parsed = parsePolicyDocument(content);
  if (!parsed.ok) {
    const [issue] = parsed.issues;
    const at =
      issue?.position?.line === undefined
        ? ""
        : `Line ${issue.position.line}, column ${issue.position.column ?? 1}: `;
    throw constructError(construct, `The content is not JSON. ${at}${issue?.message ?? ""}`);
  }
  const { root, value, minified } = parsed.document;
  const twice = duplicateKey(root);
  if (twice !== undefined) {
    throw constructError(
      construct,
      `The content has the key ${JSON.stringify(twice)} twice, which AWS refuses.`,
    );
  }
  if (!isJsonObject(value)) {
    throw constructError(construct, 'The content must be a JSON object such as {"plans": {...}}.');
  }
  return { terraform: jsonTemplate(minified), document: value, text: minified, issues: [] };
}

/** A key that an object of the document has twice: reading it would keep the last one and lose the other. */
function duplicateKey(root: SourceNode): string | undefined {
  const open = [root];
  for (const node of open) {
    if (node.kind === "list") {
      open.push(...node.items);
    } else if (node.kind === "object") {
      const keys = new Set<string>();
      for (const { key, value } of node.members) {
        if (keys.has(key)) {
          return key;
        }
        keys.add(key);
        open.push(value);
      }
    }
  }
  return undefined;
}
