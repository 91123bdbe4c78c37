import type { JsonObject, JsonValue } from "../../src/text/json";
import { ORGANIZATION, POLICY_TEXT } from "./parts";

export const org = (parts: JsonObject = {}): string => JSON.stringify({ ...ORGANIZATION, ...parts });
export const TYPE = "aws_organizations_policy";
export const ATTACHMENT = "aws_organizations_policy_attachment";

export function declared(name: string, content: JsonValue = POLICY_TEXT, more: JsonObject = {}): JsonObject {
  return { name, type: "BACKUP_POLICY", content, ...more };
}

export const before = (index: number): readonly string[] =>
  index === 0 ? [] : [`${ATTACHMENT}.a${index - 1}`];

/** Nothing that differs from the small organization. */
export const noParts: (size: number) => JsonObject = () => ({});
