import type { BackupEnvironment } from "../../organization/backup-environment";
import type { JsonObject, JsonValue } from "../../text/json";
import { isJsonObject } from "../../text/json";
import { declaredEnvironment } from "../infrastructure/declared-environment";
import { expressionOf, parseTraversal } from "./expression";
import { blocksOf, originOf, readStacks } from "./stack-json";
import type { Block } from "./stack-json";

/**
 * The roles and vaults that synthesized code creates.
 *
 * @throws OrgBackupError (`input`) where the directory is no CDKTF output
 */
export function readSynthesizedEnvironment(directory: string): BackupEnvironment {
  const blocks = readStacks(directory)
    .flatMap(blocksOf)
    .filter(({ mode }) => mode === "resource");
  return declaredEnvironment(
    blocks.map((block) => ({
      origin: originOf(block),
      type: block.type,
      values: withNames(block, blocks),
      // Accounts and Regions are those of providers, which are not followed here.
      place: { accounts: { kind: "unknown" }, region: undefined },
    })),
  );
}

/** Arguments that name a vault by reference, with the name that the referenced block gives it. */
function withNames(block: Block, blocks: readonly Block[]): JsonObject {
  const { backup_vault_name: reference } = block.values;
  const name = nameOf(reference, block, blocks);
  return name === undefined ? block.values : { ...block.values, backup_vault_name: name };
}

function nameOf(
  value: JsonValue | undefined,
  { stack }: Block,
  blocks: readonly Block[],
): string | undefined {
  const expression = typeof value === "string" ? expressionOf(value) : undefined;
  const traversal = expression === undefined ? undefined : parseTraversal(expression);
  const [attribute, ...rest] = traversal?.attributes ?? [];
  if (traversal === undefined || rest.length > 0 || (attribute !== "name" && attribute !== "id")) {
    return undefined;
  }
  const found = blocks.find(
    (other) => other.stack === stack && other.type === traversal.type && other.name === traversal.name,
  );
  return isJsonObject(found?.values) && typeof found.values.name === "string" ? found.values.name : undefined;
}
