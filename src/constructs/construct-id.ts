import { createHash } from "node:crypto";

const LONGEST = 60;

/**
 * A construct id from any text: the same text always gives the same id, and two texts never give one, so
 * that Terraform's addresses depend on nothing else.
 */
export function constructIdOf(text: string): string {
  const plain = text.replaceAll(/[^A-Za-z0-9_.-]+/g, "-");
  if (plain === text && text.length <= LONGEST) {
    return text;
  }
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 8);
  return `${plain.slice(0, LONGEST)}-${hash}`;
}
