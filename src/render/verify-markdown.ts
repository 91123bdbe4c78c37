import type { EffectivePolicies } from "../organization/effective-policies";
import type { Verification } from "../review/verification/verification";
import { fenced } from "./review-markdown/for-markdown";
import { styleFor } from "./style";
import { verifyText } from "./verify-text";

/** An issue of GitHub takes 65,536 characters. */
const MAX_LENGTH = 60_000;

/** The comparison for an issue: in a fenced block names of accounts and policies stay text, whatever they hold. */
export function verifyMarkdown(verification: Verification, policies: EffectivePolicies): string {
  const lines = verifyText(verification, policies, { style: styleFor(false), width: 100 })
    .trimEnd()
    .split("\n");
  let length = 0;
  const kept = lines.filter((line) => (length += line.length + 1) <= MAX_LENGTH);
  const cut = lines.length - kept.length;
  return `${fenced("text", kept)}\n${cut === 0 ? "" : `\n${cut} more lines: run \`org-backup verify\`.\n`}`;
}
