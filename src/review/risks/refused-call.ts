import type { Step } from "../../change/change";
import type { RefusedCall } from "../../change/folded";
import { count } from "../words";

/** Whether AWS refuses a call because of a policy's document, rather than because of the step. */
export function isRefusedDocument({ exception, reason, step }: RefusedCall): boolean {
  const { operation } = step.call;
  return (
    (operation === "CreatePolicy" || operation === "UpdatePolicy") &&
    (exception === "MalformedPolicyDocumentException" || reason === "POLICY_CONTENT_LIMIT_EXCEEDED")
  );
}

/** What depends on a refused step, a resource named once. */
export function notDone(dependents: readonly Step[]): string {
  const origins = [...new Set(dependents.map(({ origin }) => origin))];
  const [first, second, ...others] = origins;
  if (first === undefined) {
    return "";
  }
  const names = [first, ...(second === undefined ? [] : [second])].join(" and ");
  const more = others.length === 0 ? "" : ` and ${count(others.length, "more resource")}`;
  return ` ${names}${more} ${origins.length === 1 ? "depends on it and does" : "depend on it and do"} not happen.`;
}
