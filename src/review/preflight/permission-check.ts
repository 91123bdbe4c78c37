import { checkOfFact, listed } from "./preflight-check";
import type { Fact, PreflightCheck } from "./preflight-check";

/** How IAM would decide about an action. */
export interface SimulatedAction {
  readonly action: string;
  readonly isAllowed: boolean;
  /** Whether a policy denies it, and not merely none allows it. */
  readonly isDenied: boolean;
}

/** Whether the caller may do what the change takes. */
export function permissionCheck(simulated: Fact<readonly SimulatedAction[]>): PreflightCheck {
  return checkOfFact(
    "caller-permissions",
    "The caller has the permissions for the change",
    simulated,
    (actions) => {
      const denied = actions.flatMap(({ action, isDenied }) => (isDenied ? [action] : []));
      const missing = actions.flatMap(({ action, isAllowed, isDenied }) =>
        isAllowed || isDenied ? [] : [action],
      );
      if (denied.length + missing.length === 0) {
        return { status: "ok", seen: `All ${actions.length} actions are allowed.` };
      }
      return {
        status: "failed",
        seen: [
          ...(missing.length > 0 ? [`Not allowed: ${listed(missing, 20)}.`] : []),
          ...(denied.length > 0 ? [`Denied: ${listed(denied, 20)}.`] : []),
        ].join(" "),
        action:
          "Allow these actions in the caller's IAM policies. Conditions and resource policies were not looked at.",
      };
    },
  );
}
