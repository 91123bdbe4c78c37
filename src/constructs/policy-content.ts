import { OrgBackupError } from "../org-backup-error";
import { AuthoredPolicy } from "../policy/author/authored-policy";
import { parsePolicyDocument } from "../policy/document";
import { minifyPolicy } from "../policy/minify-policy";
import { isJsonObject } from "../text/json";
import type { JsonObject } from "../text/json";
import type { SourceNode } from "../text/source-node";
import { constructError } from "./construct-error";
import { Fn, Token, Tokenization } from "./framework";
import type { IConstruct, IResolvable, IResolveContext } from "./framework";
import { fillPlaceholders, lateJson } from "./late-json";
import { isLate, lateValue, producedValue, refersToElement } from "./late-value";
import { escapeTemplate } from "./terraform-text";

/** What the constructs know of a policy's document, and what Terraform gets. */
export interface PolicyContentText {
  /** The content as Terraform reads it: minified, templates escaped. */
  readonly terraform: string;
  /** The document, unless parts of it are decided only during apply. */
  readonly document: JsonObject | undefined;
  /** The document as AWS gets it; undefined if `document` is. */
  readonly text: string | undefined;
}

/** What stands inside of a policy that is given as an object; tokens may stand for any of it. */
export type PolicyObjectNode =
  | string
  | number
  | boolean
  | null
  | IResolvable
  | readonly PolicyObjectNode[]
  | { readonly [key: string]: PolicyObjectNode | undefined };

/** A policy as an object with AWS's own keys. `BackupPolicyDocument` is the same with every key typed. */
export interface PolicyObject {
  readonly plans: PolicyObjectNode;
  readonly "@@operators_allowed_for_child_policies"?: readonly string[];
}

/**
 * A policy: from typed authoring, as an object with AWS's own keys, as JSON text, or as a token that stands
 * for the whole text.
 */
export type PolicyContent = AuthoredPolicy | PolicyObject | string | IResolvable;

/**
 * @param context given when the app is synthesized: lazy values then have their values
 * @throws OrgBackupError (`input`) that names the construct: no JSON object, or values that JSON cannot hold
 */
export function policyContentText(
  construct: IConstruct,
  content: PolicyContent,
  context?: IResolveContext,
): PolicyContentText {
  const found = contentOf(construct, content, context);
  if (context !== undefined && refersToElement(String(context.resolve(found.terraform)))) {
    throw constructError(
      construct,
      "The content refers to an element of an iterator (each.key or each.value), but a construct is one policy, not a list of policies.",
      "Create one BackupPolicy for each element in the code, or look the value up: Fn.lookup(map, key).",
    );
  }
  return found;
}

/** Whether parts of a content have their values only when the app is synthesized, or later. */
export function isLateContent({ document }: PolicyContentText): boolean {
  return document === undefined;
}

function contentOf(
  construct: IConstruct,
  content: unknown,
  context: IResolveContext | undefined,
): PolicyContentText {
  if (content instanceof AuthoredPolicy) {
    return objectOf(construct, documentOf(construct, content), context);
  }
  const whole =
    typeof content === "string" || Tokenization.isResolvable(content) ? lateValue(content) : undefined;
  if (whole !== undefined) {
    return wholeToken(construct, whole, context);
  }
  return typeof content === "string"
    ? textOf(construct, content, context)
    : objectOf(construct, content, context);
}

/** What typed authoring made; what it could not understand is an error of the construct. */
function documentOf(construct: IConstruct, policy: AuthoredPolicy): JsonObject {
  try {
    return policy.document;
  } catch (error) {
    throw error instanceof OrgBackupError ? constructError(construct, error.message, error.hint) : error;
  }
}

/** A token for the whole content: Terraform decides, unless the code itself produces the value. */
function wholeToken(
  construct: IConstruct,
  token: IResolvable,
  context: IResolveContext | undefined,
): PolicyContentText {
  const produced = context && producedValue(token, context);
  if (produced !== undefined) {
    return contentOf(construct, produced.value, context);
  }
  const isText = context !== undefined && TEXT_FUNCTION.test(String(context.resolve(token)));
  return {
    // A text is JSON already; what may be an object is encoded.
    terraform: isText
      ? Token.asString(token)
      : Token.asString(Fn.try([Fn.tostring(token), Fn.jsonencode(token)])),
    document: undefined,
    text: undefined,
  };
}

/** Expressions that are texts for certain. */
const TEXT_FUNCTION = /^\$\{(?:jsonencode|file|templatefile|join|replace|format|trimspace)\(/;

function objectOf(
  construct: IConstruct,
  content: unknown,
  context: IResolveContext | undefined,
): PolicyContentText {
  const { value, tokens } = lateJson(construct, content, context);
  if (!isJsonObject(value)) {
    throw constructError(
      construct,
      `The content is ${describeValue(content)}.`,
      'It is a policy such as {"plans": {...}}: from backupPolicy(...), as an object, or as JSON text.',
    );
  }
  const text = minifyPolicy(value);
  return tokens.length === 0
    ? { terraform: escapeTemplate(text), document: value, text }
    : { terraform: fillPlaceholders(text, tokens), document: undefined, text: undefined };
}

function describeValue(value: unknown): string {
  return Array.isArray(value)
    ? "a list"
    : `${typeof value === "number" ? "the number" : "the value"} ${String(value)}`;
}

function textOf(
  construct: IConstruct,
  content: string,
  context: IResolveContext | undefined,
): PolicyContentText {
  const parsed = parsePolicyDocument(content);
  if (!parsed.ok) {
    if (isLate(content)) {
      throw constructError(
        construct,
        "The content is JSON text with a token outside quotation marks.",
        "Give the content as an object, or the whole text as Fn.jsonencode({...}).",
      );
    }
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
    throw constructError(construct, `Duplicate key ${JSON.stringify(twice)} in the content: AWS refuses it.`);
  }
  if (!isJsonObject(value)) {
    throw constructError(construct, 'The content must be a JSON object such as {"plans": {...}}.');
  }
  return isLate(content)
    ? objectOf(construct, value, context)
    : { terraform: escapeTemplate(minified), document: value, text: minified };
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
