import type { EffectivePolicy } from "../../effective/effective-policy";
import { possibleStates } from "../../effective/possible-states";
import type { Finding } from "../../text/finding";

/** Whether AWS publishes an account's effective policy. */
export interface Publication {
  /** Why it does not; empty if it does. */
  readonly violations: readonly Pick<Finding, "message" | "path" | "policies">[];
  /** Why that is not known, a sentence without a full stop; undefined if it is. */
  readonly doubt?: string;
  /** Whether an attachment order that is not known is the reason. */
  readonly isByOrder?: true;
}

export function publicationOf(effective: EffectivePolicy): Publication {
  switch (effective.status) {
    case "withheld":
      return {
        violations: effective.errors.map(({ code, message, path, policies }) => ({
          message: `AWS withholds the merged policy: ${code}, ${message}`,
          path,
          policies,
        })),
      };
    case "empty":
      return { violations: [{ message: "no backup policy applies", path: "", policies: [] }] };
    case "may-change":
    case "not-knowable":
      return { violations: [], doubt: "the effective policy is decided only during apply" };
    case "published":
      return {
        violations: [],
        ...(isUndecided(effective)
          ? {
              doubt: "an attachment order that is not known decides whether AWS publishes the policy",
              isByOrder: true,
            }
          : {}),
      };
  }
}

/** AWS withholds the policy in some of the possible orders, or there are more of them than are looked at. */
export function isUndecided(effective: EffectivePolicy): boolean {
  return effective.possibleErrors.length > 0 || !possibleStates(effective).isComplete;
}
