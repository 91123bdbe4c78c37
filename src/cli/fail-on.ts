import { OrgBackupError } from "../org-backup-error";
import { reaches, SEVERITIES } from "../text/severity";
import type { Severity } from "../text/severity";
import type { ExitStatus } from "./cli-context";

export const FAIL_ON = ["none", ...SEVERITIES] as const;
export type FailOn = (typeof FAIL_ON)[number];

/** 2 where a finding is at or above the threshold, else 0. */
export function statusFor(failOn: string, severities: readonly Severity[]): ExitStatus {
  const threshold = parseFailOn(failOn);
  return threshold !== "none" && severities.some((severity) => reaches(severity, threshold)) ? 2 : 0;
}

function parseFailOn(text: string): FailOn {
  const found = FAIL_ON.find((word) => word === text);
  if (found === undefined) {
    throw new OrgBackupError(
      "usage",
      `--fail-on expects one of ${FAIL_ON.join(", ")}, found ${JSON.stringify(text)}.`,
    );
  }
  return found;
}
