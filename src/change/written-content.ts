import { isJsonObject } from "../text/json";
import { policyTextValue } from "../policy/policy-value";
import type { WrittenContent } from "./call";

/** The content that a call sends, from its text. */
export function writtenContent(text: string): WrittenContent {
  const value = policyTextValue(text);
  return isJsonObject(value) ? { kind: "known", value, text } : { kind: "not-a-document", text };
}
