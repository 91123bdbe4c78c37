import { OrgBackupError } from "../../org-backup-error";
import type { InputProblem } from "../../org-backup-error";
import { getOrAdd } from "../../text/get-or-add";
import type { JsonValue } from "../../text/json";
import { isJsonObject } from "../../text/json";
import { parseJson } from "../../text/parse-json";
import { positionOf } from "../../text/source-document";
import { policyTextValue } from "../../policy/policy-value";
import type {
  DeclaredAccount,
  DeclaredAttachment,
  DeclaredOrganization,
  DeclaredPolicy,
  DeclaredResources,
  DeclaredSet,
  DeclaredUnit,
  IgnoredArguments,
  OpenBlock,
} from "../declared/declared-resources";
import { isIgnored } from "../declared/declared-resources";
import { OWNER_TAG } from "../../change/ownership";
import type { Evaluator } from "../expression/evaluator";
import { instancesIn } from "../expression/expression-scope";
import type { BlockInstance, ExpressionScope } from "../expression/expression-scope";
import type { ExpressionValue } from "../expression/expression-value";
import { isUnknownValue, textOfValue } from "../expression/expression-value";
import type { DependencyGraph } from "./dependency-graph";
import { expressionOf, hasInterpolation, unescapeTemplate } from "./expression";
import { declaredSet } from "./declared-set";
import { ignoredArguments } from "./ignored-arguments";
import { importedIds } from "./import-blocks";
import { forgottenAddresses, moduleAddresses, movedAddresses } from "./named-addresses";
import { constructPath, originOf } from "./stack-json";
import type { Block, StackJson } from "./stack-json";
import { SynthesizedCode } from "./synthesized-code";
import { addAll } from "../../text/add-all";

export const BACKUP_POLICY_TYPE = "BACKUP_POLICY";

/**
 * Reads the output directory of `cdktf synth`: the manifest and every stack, with references
 * followed inside and across stacks.
 *
 * @throws OrgBackupError (`input`) where the directory is no CDKTF output or a policy is not JSON
 */
export function readSynthesized(directory: string): DeclaredResources {
  return declaredResources(SynthesizedCode.read(directory));
}

/**
 * What the code declares of the organization.
 *
 * @throws OrgBackupError (`input`) where a policy is not JSON
 */
export function declaredResources(code: SynthesizedCode): DeclaredResources {
  return new SynthesizedReader(code).read();
}

/** What others wait for. */
const ORDERED: ReadonlySet<string> = new Set([
  "aws_organizations_organization",
  "aws_organizations_delegated_administrator",
  "aws_organizations_organizational_unit",
  "aws_organizations_account",
  "aws_organizations_policy",
  "aws_organizations_policy_attachment",
]);

class SynthesizedReader {
  private readonly blocks: readonly Block[];
  private readonly evaluator: Evaluator;
  private readonly dependencies: DependencyGraph;
  private readonly stacks: readonly StackJson[];
  private readonly createdFirst: ReadonlySet<string>;
  private readonly problems: InputProblem[] = [];
  /** The instances of the blocks whose order matters here. */
  private readonly addressesByBlock: ReadonlyMap<string, readonly string[]>;
  private readonly nearestBlocks: ReadonlyMap<string, ReadonlySet<string>>;
  private readonly afterBlock = new Map<string, ReadonlySet<string>>();
  private readonly backupBlocks = new Map<Block, readonly BlockInstance[]>();

  constructor({ stacks, blocks, evaluator, dependencies, createdFirst }: SynthesizedCode) {
    this.createdFirst = createdFirst;
    this.blocks = blocks;
    this.evaluator = evaluator;
    this.dependencies = dependencies;
    this.stacks = stacks;
    const ordered = this.blocks.filter(
      (block) =>
        block.mode === "resource" &&
        ORDERED.has(block.type) &&
        (block.type !== "aws_organizations_policy" || this.backupInstances(block).length > 0),
    );
    this.nearestBlocks = this.dependencies.nearestBefore(ordered);
    this.addressesByBlock = new Map(
      ordered.map((block) => [block.address, this.instancesOf(block).map(({ address }) => address)]),
    );
  }

  read(): DeclaredResources {
    const [organization] = this.resources("aws_organizations_organization").flatMap((block) =>
      this.organization(block),
    );
    const policies = this.instances(
      this.resources("aws_organizations_policy"),
      (instance) => this.policy(instance),
      (block) => this.backupInstances(block),
    );
    const units = this.instances(this.resources("aws_organizations_organizational_unit"), (instance) =>
      this.unit(instance),
    );
    const accounts = this.instances(this.resources("aws_organizations_account"), (instance) =>
      this.account(instance),
    );
    const attachments = this.attachments();
    const declared: DeclaredResources = {
      organization,
      organizationalUnits: units.all,
      accounts: accounts.all,
      policies: policies.all,
      otherPolicies: new Set(
        this.resources("aws_organizations_policy").flatMap((block) => {
          const backup = new Set(this.backupInstances(block).map(({ address }) => address));
          return this.instancesOf(block).flatMap(({ address }) => (backup.has(address) ? [] : [address]));
        }),
      ),
      attachments: attachments.all,
      delegatedAdministrators: this.instances(
        this.resources("aws_organizations_delegated_administrator"),
        ({ block, scope, address }) => ({
          address,
          after: this.after(block),
          account: this.evaluator.reference(block.values.account_id, scope),
          servicePrincipal: this.text(block.values.service_principal, scope),
        }),
      ).all,
      moved: movedAddresses(this.stacks),
      forgotten: forgottenAddresses(this.stacks),
      imports: importedIds(this.stacks, this.evaluator),
      open: {
        policies: policies.open,
        attachments: attachments.open,
        organizationalUnits: units.open,
        accounts: accounts.open,
      },
      modules: moduleAddresses(this.stacks),
      ...this.owner(),
    };
    if (this.problems.length > 0) {
      throw new OrgBackupError("input", "The synthesized code holds policies that cannot be read.", {
        problems: this.problems,
      });
    }
    return declared;
  }

  private instancesOf(block: Block): readonly BlockInstance[] {
    return instancesIn(this.evaluator.instances(block));
  }

  /** The instances of a block of policies that are backup policies, or may be. */
  private backupInstances(block: Block): readonly BlockInstance[] {
    return getOrAdd(this.backupBlocks, block, () =>
      this.instancesOf(block).filter((instance) => {
        const type = this.policyType(instance);
        return type === BACKUP_POLICY_TYPE || isUnknownValue(type);
      }),
    );
  }

  private policyType({ block, scope }: BlockInstance): ExpressionValue {
    return this.evaluator.value(block.values.type, scope);
  }

  /** Every policy of an app carries the same owner. */
  private owner(): Pick<DeclaredResources, "owner"> {
    const [owner] = this.resources("aws_organizations_policy").flatMap(({ values: { tags } }) => {
      const value = isJsonObject(tags) ? tags[OWNER_TAG] : undefined;
      return typeof value === "string" && !hasInterpolation(value) ? [value] : [];
    });
    return owner === undefined ? {} : { owner };
  }

  private resources(type: string): readonly Block[] {
    return this.blocks.filter((block) => block.mode === "resource" && block.type === type);
  }

  /** What each instance of blocks declares, and the blocks of which only apply knows the instances. */
  private instances<T>(
    blocks: readonly Block[],
    declared: (instance: BlockInstance) => T,
    concerned = (block: Block): readonly BlockInstance[] => this.instancesOf(block),
  ): { readonly all: readonly T[]; readonly open: ReadonlyMap<string, OpenBlock<T>> } {
    const all: T[] = [];
    const open = new Map<string, OpenBlock<T>>();
    for (const block of blocks) {
      const found = concerned(block);
      addAll(all, found.map(declared));
      const instances = this.evaluator.instances(block);
      if (found.length > 0 && instances.kind === "open") {
        open.set(block.address, {
          decidedBy: instances.instance.decidedBy ?? "",
          at: (key) => declared(instances.at(key)),
        });
      }
    }
    return { all, open };
  }

  private declared({ block, key, address, decidedBy }: BlockInstance): {
    readonly address: string;
    readonly origin: string;
    readonly after: ReadonlySet<string>;
    readonly decidedBy?: string;
    readonly ignored?: IgnoredArguments;
    readonly createsFirst?: boolean;
  } {
    const index = key === undefined ? "" : `[${JSON.stringify(key)}]`;
    return {
      address,
      origin: `${constructPath(originOf(block))}${index}`,
      after: this.after(block),
      ...(decidedBy === undefined ? {} : { decidedBy }),
      ...ignoredArguments(block.values),
      ...(this.createdFirst.has(block.address) ? { createsFirst: true } : {}),
    };
  }

  private text(value: JsonValue | undefined, scope: ExpressionScope): string {
    return textOfValue(this.evaluator.value(value, scope)) ?? textOf(value);
  }

  /** Nothing, if the code has no instance of it. */
  private organization(block: Block): readonly DeclaredOrganization[] {
    const { count, for_each: forEach } = block.values;
    const repeated = count ?? forEach;
    const isOpen =
      repeated !== undefined && isUnknownValue(this.evaluator.constant(repeated, { stack: block.stack }));
    const [instance] = instancesIn(this.evaluator.instances(block));
    const whole = isOpen ? expressionOf(textOf(repeated)) : undefined;
    return instance === undefined && !isOpen
      ? []
      : [
          {
            address: instance?.address ?? block.address,
            origin: constructPath(originOf(block)),
            after: this.after(block),
            trustedServices: this.set(block, "aws_service_access_principals", instance?.scope, whole),
            enabledPolicyTypes: this.set(block, "enabled_policy_types", instance?.scope, whole),
          },
        ];
  }

  /** Ignored changes leave a set alone. Where apply decides whether there is an organization, it decides all of it. */
  private set(
    block: Block,
    argument: string,
    scope: ExpressionScope = { stack: block.stack },
    whole?: string,
  ): DeclaredSet {
    const { values } = block;
    return whole !== undefined
      ? { kind: "unknown", expression: whole, members: [] }
      : isIgnored(ignoredArguments(values), argument)
        ? { kind: "union", members: [] }
        : declaredSet(values[argument], argument, (value) => this.evaluator.constant(value, scope));
  }

  private unit(instance: BlockInstance): DeclaredUnit {
    const { block, scope } = instance;
    const { name, parent_id: parent } = block.values;
    return {
      ...this.declared(instance),
      name: this.text(name, scope),
      parent: this.evaluator.reference(parent, scope),
    };
  }

  private account(instance: BlockInstance): DeclaredAccount {
    const { block, scope } = instance;
    const { name, parent_id: parent } = block.values;
    const declared = { ...this.declared(instance), name: this.text(name, scope) };
    return parent === undefined ? declared : { ...declared, parent: this.evaluator.reference(parent, scope) };
  }

  private policy(instance: BlockInstance): DeclaredPolicy {
    const { block, scope } = instance;
    const { name, description } = block.values;
    return {
      ...this.declared(instance),
      name: this.text(name, scope),
      ...(typeof description === "string"
        ? { description: this.text(description, { ...scope, asker: undefined }) }
        : {}),
      ...this.skipping(instance),
      content: this.content(instance),
    };
  }

  private content(instance: BlockInstance): DeclaredPolicy["content"] {
    const { block, scope } = instance;
    const { content, type } = block.values;
    if (isUnknownValue(this.policyType(instance))) {
      // A policy of another type gives no account anything.
      return { kind: "unknown", reference: expressionOf(textOf(type)) ?? textOf(type) };
    }
    const written = textOf(content);
    const text = hasInterpolation(written)
      ? this.evaluator.constant(content, scope)
      : unescapeTemplate(written);
    if (typeof text !== "string") {
      return { kind: "unknown", reference: expressionOf(written) ?? written };
    }
    const value = policyTextValue(text);
    if (isJsonObject(value)) {
      return { kind: "known", value, text };
    }
    const parsed = parseJson(text);
    const [problem] = parsed.ok ? [] : parsed.problems;
    const { line, column } = positionOf(text, problem?.offset ?? 0);
    const reason =
      problem === undefined
        ? "a JSON object is expected"
        : `line ${line}, column ${column} of it: ${problem.message}`;
    this.problems.push({
      where: originOf(block),
      message: `The content of the policy is not a JSON object: ${reason}.`,
    });
    return { kind: "known", value: {}, text: "{}" };
  }

  private attachments(): ReturnType<typeof this.instances<DeclaredAttachment>> {
    const blocks = this.dependencies.sorted(this.resources("aws_organizations_policy_attachment"));
    return this.instances(blocks, (instance) => {
      const { block, scope } = instance;
      return {
        ...this.declared(instance),
        ...this.skipping(instance),
        policy: this.evaluator.reference(block.values.policy_id, scope),
        target: this.evaluator.reference(block.values.target_id, scope),
      };
    });
  }

  /** Instances of one block wait for all that the block refers to. */
  private after({ address }: Block): ReadonlySet<string> {
    return getOrAdd(this.afterBlock, address, () => {
      const found = new Set<string>();
      for (const other of this.nearestBlocks.get(address) ?? []) {
        this.addressesByBlock.get(other)?.forEach((each) => found.add(each));
      }
      return found;
    });
  }

  private skipping({ block, scope }: BlockInstance): { readonly skipsDestroy?: boolean } {
    const skips = this.evaluator.value(block.values.skip_destroy, scope);
    return skips === true || skips === "true" ? { skipsDestroy: true } : {};
  }
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === "string"
    ? value
    : value === undefined || value === null
      ? ""
      : JSON.stringify(value);
}
