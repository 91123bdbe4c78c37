import type { Risk } from "./risk";

export const notAsWritten: Risk = {
  id: "not-as-written",
  severity: "warning",
  sentence: "AWS publishes the merged policy, but AWS Backup refuses part of it or does something else.",
  hint: "Change the values that conflict once they are merged.",
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
