import { quoted } from "../validate/quoted";
import type { AdviceRule } from "./advice-rule";

/** Recorded: AWS accepts value operators beside `plans`, and they do nothing. */
export const ignoredOperator: AdviceRule = {
  id: "ignored-operator",
  severity: "notice",
  sentence: "A value operator beside `plans` is accepted and has no effect.",
  hint: "Remove the operator; operators belong in settings.",
  concepts: ["policy"],
  check: (policy) =>
    policy.ignored === undefined
      ? undefined
      : [
          {
            message: `${quoted(policy.ignored.key)} at the top of the document has no effect.`,
            path: "",
            offset: policy.ignored.keyStart,
            hint: "Remove it; operators belong in settings.",
          },
        ],
};
