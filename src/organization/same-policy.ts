import type { Policy } from "./model";
import { sameJson } from "../text/json";

/** Whether a policy is left as it is: its name and what it says. */
export function isSamePolicy(first: Policy | undefined, second: Policy): boolean {
  if (first === second) {
    return true;
  }
  return (
    first?.name === second.name &&
    first.content.kind === "known" &&
    second.content.kind === "known" &&
    sameJson(first.content.value, second.content.value)
  );
}
