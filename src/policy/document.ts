import type { JsonValue } from "../text/json";
import { findingOf } from "../text/finding";
import type { Finding } from "../text/finding";
import { parseJson } from "../text/parse-json";
import { parseYaml } from "../text/parse-yaml";
import { nodesOf, plainJsonDocument } from "../text/plain-nodes";
import { positionsIn } from "../text/source-document";
import type { ParseResult, SourceDocument, SourcePosition } from "../text/source-document";
import { toValue } from "../text/source-node";
import type { SourceNode, SourceScalar } from "../text/source-node";
import { minifiedLength, minifyPolicy } from "./minify-policy";
import { policyValue } from "./policy-value";
import { REFUSALS } from "./validate/refusals";

export { minifyPolicy };

export type PolicyFormat = "json" | "yaml";

export type PolicyDocumentResult =
  | { readonly ok: true; readonly document: PolicyDocument }
  | { readonly ok: false; readonly issues: readonly Finding[] };

/**
 * Reads a policy document. JSON is the text that AWS receives, so its spelling counts: `60.0` is not
 * `60`, white space counts, keys may not repeat. YAML is sent as minified JSON, with numbers as they are spelled.
 *
 * @param format defaults to `json`
 */
export function parsePolicyDocument(text: string, format: PolicyFormat = "json"): PolicyDocumentResult {
  const plain = format === "json" ? plainJsonDocument(text) : undefined;
  const result: ParseResult =
    plain !== undefined
      ? { ok: true, document: plain }
      : format === "json"
        ? parseJson(text)
        : parseYaml(text);
  if (result.ok) {
    return {
      ok: true,
      document: new PolicyDocument(result.document.root, result.document, format, plain?.value),
    };
  }
  const position = positionsIn(text);
  const issues = result.problems.map(({ message, offset }) =>
    findingOf(REFUSALS[format === "json" ? "json-syntax" : "yaml-syntax"], {
      message: `This is not ${format === "json" ? "JSON" : "YAML"}: ${message}.`,
      position: position(offset),
    }),
  );
  return { ok: false, issues };
}

/**
 * A policy document from a plain value; it has no positions, and its text is the minified one.
 *
 * @param minified that text, where it is known already
 */
export function policyDocumentFromValue(value: JsonValue, minified?: string): PolicyDocument {
  return new PolicyDocument(nodesOf(value), undefined, "value", value, minified);
}

/** A backup policy as written, before any rule is applied to it. */
export class PolicyDocument {
  private plainValue: JsonValue | undefined;

  constructor(
    readonly root: SourceNode,
    private readonly source: SourceDocument | undefined,
    private readonly format: PolicyFormat | "value",
    value?: JsonValue,
    private knownMinified?: string,
  ) {
    this.plainValue = value;
  }

  /** The document as a plain value, as AWS sees it; of duplicate keys the last one counts. */
  get value(): JsonValue {
    this.plainValue ??= this.source === undefined ? toValue(this.root) : policyValue(this.source, this.root);
    return this.plainValue;
  }

  /** The text that AWS receives and measures: JSON as written, anything else minified. */
  get text(): string {
    if (this.format === "json" && this.source !== undefined) {
      return this.source.text;
    }
    return this.minified;
  }

  /** The length of {@link text}. */
  get size(): number {
    return this.format === "json" && this.source !== undefined
      ? this.source.text.length
      : (this.knownMinified?.length ?? minifiedLength(this.value));
  }

  /** The shortest text of the same policy. */
  get minified(): string {
    this.knownMinified ??= minifyPolicy(this.value);
    return this.knownMinified;
  }

  /** Where an offset of a node stands, or undefined for a document without text. */
  position(offset: number): SourcePosition | undefined {
    return this.source?.position(offset);
  }

  /** A scalar as AWS compares it: as text, and numbers as they are spelled. */
  scalarText(scalar: SourceScalar): string {
    const { value } = scalar;
    if (typeof value === "string") {
      return value;
    }
    return typeof value === "number" && this.source !== undefined
      ? this.source.slice(scalar)
      : JSON.stringify(value);
  }
}
