import type { BackupEnvironment } from "../../organization/backup-environment";
import { Evaluator } from "../expression/evaluator";
import { declaredEnvironment } from "../infrastructure/declared-environment";
import { backupInstances } from "./backup-instances";
import { CodePlaces } from "./code-places";
import { blocksOf, readStacks } from "./stack-json";

/**
 * The roles and vaults that synthesized code creates.
 *
 * @throws OrgBackupError (`input`) where the directory is no CDKTF output
 */
export function readSynthesizedEnvironment(directory: string): BackupEnvironment {
  const stacks = readStacks(directory);
  const blocks = stacks.flatMap(blocksOf);
  const evaluator = new Evaluator(stacks, blocks);
  const places = new CodePlaces(evaluator, []);
  return declaredEnvironment(
    backupInstances(blocks, evaluator).map(({ block, origin, values }) => ({
      origin,
      type: block.type,
      values,
      place: places.of(block, values, undefined),
    })),
  );
}
