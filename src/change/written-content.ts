import { isJsonObject } from "../text/json";
import { parseJsonValue } from "../text/parse-json";
import type { WrittenContent } from "./call";

/** The content that a call sends, from its text. */
export function writtenContent(text: string): WrittenContent {
  const value = parseJsonValue(text);
  return isJsonObject(value) ? { kind: "known", value, text } : { kind: "not-a-document", text };
}
