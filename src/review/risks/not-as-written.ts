import type { Risk } from "./risk";

export const notAsWritten: Risk = {
  id: "not-as-written",
  severity: "warning",
  sentence:
    "AWS publishes the merged policy, and AWS Backup refuses a part of it or does otherwise than written.",
  hint: "Change the values that meet here by merging.",
  find: ({ groups }) =>
    groups.flatMap(({ accounts, before, after }) =>
      (after?.status === "published" ? after.advice : [])
        .filter(
          ({ rule, path }) =>
            before?.advice.some((known) => known.rule === rule && known.path === path) !== true,
        )
        .map(({ message, path, hint, severity }) => ({
          message,
          accounts,
          policies: [],
          path,
          hint,
          severity,
        })),
    ),
};
