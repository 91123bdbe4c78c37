import type { Finding } from "../text/finding";
import { ALL_RISKS } from "./risks/all-risks";

const RULES: ReadonlySet<string> = new Set(
  ALL_RISKS.flatMap(({ id, failsSynthesis }) => (failsSynthesis === true ? [id] : [])),
);

/** Whether an app with this finding is not synthesized: AWS would refuse the change, or backups could not run. */
export function failsSynthesis({ rule, severity, acknowledged }: Finding): boolean {
  return severity === "error" && acknowledged === undefined && RULES.has(rule);
}
