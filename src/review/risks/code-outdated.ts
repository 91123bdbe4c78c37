import type { Risk } from "./risk";

export const codeOutdated: Risk = {
  id: "code-outdated",
  severity: "warning",
  sentence:
    "The synthesized code is older than its sources, or its synthesis failed: the review is not about the current code.",
  hint: "Run `npx cdktf synth` again, then review again.",
  find: ({ change: { staleCode } }) =>
    staleCode === undefined ? [] : [{ message: staleCode, accounts: [], policies: [], path: "" }],
};
