import { isJsonObject, setOwn } from "../text/json";
import type { JsonValue } from "../text/json";
import { standsInText } from "../text/nesting";
import { parseJson } from "../text/parse-json";
import { plainJsonValue } from "../text/plain-json";
import type { SourceDocument } from "../text/source-document";
import type { SourceNode } from "../text/source-node";

/**
 * The value of a policy as AWS sees it: every scalar ends as text, so that a number whose spelling
 * JavaScript would change (`0123`, `35.0`, twenty digits) is kept as the text that was written.
 */
export function policyValue(document: SourceDocument, node: SourceNode): JsonValue {
  switch (node.kind) {
    case "scalar": {
      const spelled = document.slice(node);
      return typeof node.value === "number" && String(node.value) !== spelled ? spelled : node.value;
    }
    case "list":
      return node.items.map((item) => policyValue(document, item));
    case "object": {
      const value: Record<string, JsonValue> = {};
      for (const { key, value: member } of node.members) {
        setOwn(value, key, policyValue(document, member));
      }
      return value;
    }
  }
}

/** The same of the JSON text of a policy; of names twice the last counts. Undefined for another text. */
export function policyTextValue(text: string): JsonValue | undefined {
  const plain = plainJsonValue(text);
  if (plain !== undefined) {
    return isJsonObject(plain) ? standsInText(plain) : plain;
  }
  const parsed = parseJson(text);
  return parsed.ok ? policyValue(parsed.document, parsed.document.root) : undefined;
}
