import type { Call } from "../../src/change/call";
import type { Change, Step } from "../../src/change/change";
import { fold } from "../../src/change/fold";
import type { Folded } from "../../src/change/folded";
import { BackupEnvironment } from "../../src/organization/backup-environment";
import type { Organization } from "../../src/organization/organization";

export const AT = new Date("2026-01-01T00:00:00Z");

/** A step that waits for the steps named. */
export function step(id: string, call: Call, ...after: readonly string[]): Step {
  return { id, call, origin: id, after };
}

/** Calls one after the other. */
export function inOrder(...calls: readonly Call[]): Change {
  return {
    steps: calls.map((call, index) => step(`s${index}`, call, ...(index === 0 ? [] : [`s${index - 1}`]))),
    milestones: [],
  };
}

export function unordered(...calls: readonly Call[]): Change {
  return { steps: calls.map((call, index) => step(`s${index}`, call)), milestones: [] };
}

export function folded(
  organization: Organization,
  change: Change,
  environment: BackupEnvironment = BackupEnvironment.UNKNOWN,
): Folded {
  return fold(organization, environment, change, { at: AT });
}
