import { roleNameWithPath } from "../../organization/backup-environment";
import type { AssumedUse } from "../expression/assumption-trace";
import { instancesIn } from "../expression/expression-scope";
import type { BlockInstance } from "../expression/expression-scope";
import { textOfValue } from "../expression/expression-value";
import { isOfEnvironment } from "../infrastructure/declared-environment";
import { referencedBlocks } from "./expression";
import { constructPath, localAddress, originOf } from "./stack-json";
import type { Block } from "./stack-json";
import type { SynthesizedCode } from "./synthesized-code";

/** What code has by values of variables that Terraform may get otherwise, or by variables without a value. */
export interface AssumedValues {
  /** `stack/var.name` */
  readonly variables: readonly string[];
  /** Those of them that have no default either. */
  readonly withoutValue: readonly string[];
  /** What they decide the instances of. */
  readonly instancesOf: readonly string[];
  /** What they decide an argument of. */
  readonly argumentsOf: readonly string[];
  /** What policies need and they decide: `vault NAME`, `role NAME`, and `*` for what every backup may need. */
  readonly needs: readonly string[];
}

type Use = AssumedUse & { readonly isOfEnvironment: boolean };

/** What the readers of code asked for that rests on such values. */
export class AssumedReading {
  private readonly uses: readonly Use[];

  /**
   * @param code of which everything was read that is read of it
   * @param isNamed whether a policy names a role
   */
  constructor(
    private readonly code: SynthesizedCode,
    private readonly isNamed: (role: string) => boolean,
  ) {
    const decidedInstances = new Map<AssumedUse["asker"], ReadonlySet<string>>();
    const all = [...code.evaluator.uses];
    for (const { asker, of, variables } of all) {
      if (of === "instances") {
        decidedInstances.set(asker, variables);
      }
    }
    const concerns = new Map<AssumedUse["asker"], boolean>();
    this.uses = all.flatMap((use) => {
      const { asker, of } = use;
      const instances = of === "arguments" ? decidedInstances.get(asker) : undefined;
      const variables = new Set([...use.variables].filter((name) => instances?.has(name) !== true));
      const isConcerned = concerns.get(asker) ?? this.concerns(asker);
      concerns.set(asker, isConcerned);
      return variables.size > 0 && isConcerned
        ? [{ ...use, variables, isOfEnvironment: typeof asker !== "string" && isOfEnvironment(asker.type) }]
        : [];
    });
  }

  /** @param isOrganizationDecided whether the organization becomes another one by other values */
  values(isOrganizationDecided: boolean): AssumedValues {
    const lacks = (variables: Iterable<string>): readonly string[] =>
      [...variables].filter((name) => this.code.hasNoValue(name));
    const uses = this.uses.filter(
      (use) => isOrganizationDecided || use.isOfEnvironment || lacks(use.variables).length > 0,
    );
    const askers = (of: AssumedUse["of"]): readonly string[] =>
      distinct(uses.filter((use) => use.of === of).map(({ asker }) => nameOf(asker)));
    const variables = distinct(uses.flatMap((use) => [...use.variables]));
    return {
      variables,
      withoutValue: lacks(variables),
      instancesOf: askers("instances"),
      argumentsOf: askers("arguments"),
      needs: distinct(
        uses.flatMap(({ asker, isOfEnvironment: isNeeded }) =>
          isNeeded && typeof asker !== "string" ? this.needs(asker) : [],
        ),
      ),
    };
  }

  /** Of roles only those count that AWS Backup may assume, of policies those that may be backup policies. */
  private concerns(asker: AssumedUse["asker"]): boolean {
    if (typeof asker === "string") {
      return true;
    }
    const { type, stack, values } = asker;
    if (type === "aws_organizations_policy") {
      return (
        values.type === "BACKUP_POLICY" || (typeof values.type === "string" && values.type.includes("${"))
      );
    }
    if (type !== "aws_iam_role") {
      return true;
    }
    const { blocks, evaluator } = this.code;
    const referenced = new Set(referencedBlocks(values));
    const data = blocks.filter(
      (block) => block.mode === "data" && block.stack === stack && referenced.has(localAddress(block)),
    );
    const trusts = this.instances(asker).map(({ scope }) =>
      evaluator.value(values.assume_role_policy, scope),
    );
    return (
      JSON.stringify([values, trusts.map(textOfValue), data.map((block) => block.values)]).includes(
        "backup.amazonaws.com",
      ) || this.needs(asker).some((need) => this.isNamed(need.replace(/^role /, "")))
    );
  }

  private needs(block: Block): readonly string[] {
    const { type, values } = block;
    const text = (name: string, scope: BlockInstance["scope"]): string | undefined =>
      textOfValue(this.code.evaluator.value(values[name], scope));
    return this.instances(block).map(({ scope }) => {
      const name = text("name", scope) ?? text("backup_vault_name", scope);
      return name === undefined || !/vault|iam_role/.test(type)
        ? "*"
        : type === "aws_iam_role"
          ? `role ${roleNameWithPath({ name, path: text("path", scope) ?? "/" })}`
          : `vault ${name}`;
    });
  }

  private instances(block: Block): readonly BlockInstance[] {
    return instancesIn(this.code.evaluator.instances(block));
  }
}

function nameOf(asker: AssumedUse["asker"]): string {
  return typeof asker === "string" ? asker : constructPath(originOf(asker));
}

function distinct(words: readonly string[]): readonly string[] {
  return [...new Set(words)];
}
