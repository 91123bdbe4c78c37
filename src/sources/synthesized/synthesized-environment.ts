import type { BackupEnvironment } from "../../organization/backup-environment";
import { declaredEnvironment, isOfEnvironment } from "../infrastructure/declared-environment";
import { backupInstances } from "./backup-instances";
import { CodePlaces } from "./code-places";
import type { SynthesizedCode } from "./synthesized-code";

/** The roles and vaults that synthesized code creates. */
export function synthesizedEnvironment({ blocks, evaluator }: SynthesizedCode): BackupEnvironment {
  const places = new CodePlaces(evaluator, []);
  return declaredEnvironment(
    backupInstances(
      blocks.filter(({ type }) => isOfEnvironment(type)),
      evaluator,
    ).map(({ block, origin, values, decidedBy }) => ({
      origin,
      decidedBy,
      type: block.type,
      values,
      place: places.of(block, values, undefined),
    })),
  );
}
