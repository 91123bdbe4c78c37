import { createHash } from "node:crypto";

const LONGEST = 30_000;
const HEAD = 8000;

/** What a golden file holds of a text: all of it, or of a huge one its beginning, its length and its digest. */
export function condensed(text: string): string {
  if (text.length <= LONGEST) {
    return text;
  }
  const digest = createHash("sha256").update(text).digest("hex");
  return `${text.slice(0, HEAD)}\n... ${text.length} characters in all, sha256 ${digest}\n`;
}
