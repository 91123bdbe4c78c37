import { QUOTAS } from "../quotas";
import { grouped } from "../../text/grouped";
import type { AdviceRule } from "./advice-rule";

const NEAR = 0.9;

/** The next rule that someone adds will not fit. */
export const documentNearLimit: AdviceRule = {
  id: "document-near-limit",
  severity: "notice",
  sentence: `A document above ${NEAR * 100} % of the ${grouped(QUOTAS.documentCharacters.limit)} characters has little room left.`,
  hint: "Send the document minified, or split its plans over several policies.",
  concepts: ["policy"],
  check: (policy, { document }) => {
    const { limit } = QUOTAS.documentCharacters;
    const size = document.size;
    if (size < limit * NEAR || size > limit) {
      return undefined;
    }
    const minified = document.minified.length;
    return [
      {
        message: `The document has ${grouped(size)} of ${grouped(limit)} characters, white space included.`,
        path: policy.path(),
        offset: policy.offset,
        hint:
          minified < limit * NEAR
            ? `Without white space it has ${grouped(minified)}.`
            : "Plan to split its plans over several policies.",
      },
    ];
  },
};
