import { policyJsonSchema } from "./json-schema";
import { jsonText } from "./json-text";
import { policySyntaxPage } from "./syntax-page";

/** Files of the package that are derived from the grammar: path from its root, and text. They are committed, and a test compares them. */
export function generatedPolicyFiles(): ReadonlyMap<string, string> {
  return new Map([
    ["help/policy-syntax.md", policySyntaxPage()],
    ["help/schema/backup-policy.schema.json", jsonText(policyJsonSchema())],
  ]);
}
