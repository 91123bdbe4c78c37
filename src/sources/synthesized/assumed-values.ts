import type { JsonValue } from "../../text/json";
import { objectsOf } from "../../text/json";
import { instancesIn } from "../expression/expression-scope";
import { referencedBlocks } from "./expression";
import { addressOf, constructPath, originOf } from "./stack-json";
import type { Block } from "./stack-json";
import type { SynthesizedCode } from "./synthesized-code";

/** What the code has by values of variables that Terraform may get otherwise. */
export interface AssumedValues {
  /** `stack/var.name` */
  readonly variables: readonly string[];
  /** Blocks of which such a variable decides the instances. */
  readonly instancesOf: readonly string[];
  /** Blocks of which such a variable decides an argument. */
  readonly argumentsOf: readonly string[];
}

/** The arguments that say what a resource is and what it is about; content has a finding of its own. */
const ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  aws_organizations_organization: [],
  aws_organizations_organizational_unit: ["name", "parent_id"],
  aws_organizations_account: ["name", "parent_id"],
  aws_organizations_policy: ["name", "type", "skip_destroy"],
  aws_organizations_policy_attachment: ["policy_id", "target_id", "skip_destroy"],
  aws_organizations_delegated_administrator: ["account_id", "service_principal"],
  aws_backup_vault: ["name"],
  aws_backup_logically_air_gapped_vault: ["name", "min_retention_days", "max_retention_days"],
  aws_backup_vault_lock_configuration: ["backup_vault_name", "min_retention_days", "max_retention_days"],
  aws_backup_global_settings: ["global_settings"],
  aws_backup_region_settings: ["resource_type_opt_in_preference"],
  aws_iam_role: ["name"],
};

/** Finds the variables of assumed value that reach backup policies, attachments, or what decides them. */
export function assumedValues({ stacks, blocks, evaluator }: SynthesizedCode): AssumedValues {
  const variables = new Set<string>();
  const instancesOf = new Set<string>();
  const argumentsOf = new Set<string>();
  const note = (found: ReadonlySet<string>, blocksDecided: Set<string>, name: string): void => {
    if (found.size > 0) {
      found.forEach((variable) => variables.add(variable));
      blocksDecided.add(name);
    }
  };
  const concerns = concernsBackups(blocks);
  for (const block of blocks) {
    if (block.mode !== "resource" || !Object.hasOwn(ARGUMENTS, block.type) || !concerns(block)) {
      continue;
    }
    const name = constructPath(originOf(block));
    const { value: instances, assumed } = evaluator.trace(() => evaluator.instances(block));
    note(assumed, instancesOf, name);
    for (const { scope } of instancesIn(instances)) {
      for (const argument of ARGUMENTS[block.type] ?? []) {
        const value: JsonValue | undefined = block.values[argument];
        const { assumed: all } = evaluator.trace(() => evaluator.value(value, scope));
        note(new Set([...all].filter((variable) => !assumed.has(variable))), argumentsOf, name);
      }
    }
  }
  for (const stack of stacks) {
    for (const { id, to, for_each: forEach } of objectsOf(stack.json.import)) {
      const { assumed } = evaluator.trace(() =>
        [id, forEach].forEach((value) => evaluator.value(value, { stack })),
      );
      note(assumed, argumentsOf, `the import of ${JSON.stringify(to ?? "")}`);
    }
  }
  return { variables: [...variables], instancesOf: [...instancesOf], argumentsOf: [...argumentsOf] };
}

/** Of roles only those count that AWS Backup may assume, of policies those that may be backup policies. */
function concernsBackups(blocks: readonly Block[]): (block: Block) => boolean {
  const data = new Map(
    blocks.filter(({ mode }) => mode === "data").map((block) => [addressOf(block), block] as const),
  );
  return (block) => {
    if (block.type !== "aws_iam_role") {
      return block.type !== "aws_organizations_policy" || mayBeBackup(block.values.type);
    }
    const referenced = referencedBlocks(block.values).flatMap(
      (address) => data.get(`${block.stack.name}/${address}`)?.values ?? [],
    );
    return JSON.stringify([block.values, referenced]).includes("backup.amazonaws.com");
  };
}

function mayBeBackup(type: JsonValue | undefined): boolean {
  return typeof type === "string" && (type === "BACKUP_POLICY" || type.includes("${"));
}
