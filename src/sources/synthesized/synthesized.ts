import { OrgBackupError } from "../../org-backup-error";
import type { InputProblem } from "../../org-backup-error";
import type { JsonObject, JsonValue } from "../../text/json";
import { isJsonObject, objectsOf } from "../../text/json";
import { plainJsonValue } from "../../text/plain-json";
import { parseJson } from "../../text/parse-json";
import { positionOf } from "../../text/source-document";
import { toValue } from "../../text/source-node";
import type {
  DeclaredAccount,
  DeclaredAttachment,
  DeclaredOrganization,
  DeclaredPolicy,
  DeclaredResources,
  DeclaredSet,
  DeclaredUnit,
} from "../declared/declared-resources";
import { OWNER_TAG } from "../../change/ownership";
import { DependencyGraph } from "./dependency-graph";
import { expressionOf, hasInterpolation, unescapeTemplate } from "./expression";
import { ReferenceResolver } from "./reference-resolver";
import { addressOf, blocksOf, constructPath, originOf, readStacks } from "./stack-json";
import type { Block, StackJson } from "./stack-json";

export const BACKUP_POLICY_TYPE = "BACKUP_POLICY";

/**
 * Reads the output directory of `cdktf synth`: the manifest and every stack, with references
 * followed inside and across stacks.
 *
 * @throws OrgBackupError (`input`) where the directory is no CDKTF output or a policy is not JSON
 */
export function readSynthesized(directory: string): DeclaredResources {
  return new SynthesizedReader(readStacks(directory)).read();
}

class SynthesizedReader {
  private readonly blocks: readonly Block[];
  private readonly resolver: ReferenceResolver;
  private readonly dependencies: DependencyGraph;
  private readonly imports: ReadonlyMap<string, string>;
  private readonly stacks: readonly StackJson[];
  private readonly problems: InputProblem[] = [];

  constructor(stacks: readonly StackJson[]) {
    this.blocks = stacks.flatMap(blocksOf);
    this.resolver = new ReferenceResolver(stacks, this.blocks);
    this.dependencies = new DependencyGraph(stacks, this.blocks);
    this.imports = importIds(stacks);
    this.stacks = stacks;
  }

  read(): DeclaredResources {
    const [organization] = this.resources("aws_organizations_organization").map((block) =>
      this.organization(block),
    );
    const declared: DeclaredResources = {
      organization,
      organizationalUnits: this.resources("aws_organizations_organizational_unit").map((block) =>
        this.unit(block),
      ),
      accounts: this.resources("aws_organizations_account").map((block) => this.account(block)),
      policies: this.resources("aws_organizations_policy")
        .filter(({ values }) => values.type === BACKUP_POLICY_TYPE)
        .map((block) => this.policy(block)),
      otherPolicies: new Set(
        this.resources("aws_organizations_policy")
          .filter(({ values }) => values.type !== BACKUP_POLICY_TYPE)
          .map(addressOf),
      ),
      attachments: this.attachments(),
      delegatedAdministrators: this.resources("aws_organizations_delegated_administrator").map((block) => ({
        account: this.resolver.reference(block.stack, block.values.account_id),
        servicePrincipal: textOf(block.values.service_principal),
      })),
      moved: movedAddresses(this.stacks),
      forgotten: forgottenAddresses(this.stacks),
      ...this.owner(),
    };
    if (this.problems.length > 0) {
      throw new OrgBackupError("input", "The synthesized code holds policies that cannot be read.", {
        problems: this.problems,
      });
    }
    return declared;
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

  private declared(block: Block): {
    readonly address: string;
    readonly origin: string;
    readonly importId?: string;
  } {
    const address = addressOf(block);
    const importId = this.imports.get(address);
    return { address, origin: constructOf(block), ...(importId === undefined ? {} : { importId }) };
  }

  private organization(block: Block): DeclaredOrganization {
    return {
      ...this.declared(block),
      trustedServices: declaredSet(block, "aws_service_access_principals"),
      enabledPolicyTypes: declaredSet(block, "enabled_policy_types"),
    };
  }

  private unit(block: Block): DeclaredUnit {
    const { name, parent_id: parent } = block.values;
    return {
      ...this.declared(block),
      name: textOf(name),
      parent: this.resolver.reference(block.stack, parent),
    };
  }

  private account(block: Block): DeclaredAccount {
    const { name, parent_id: parent } = block.values;
    const declared = { ...this.declared(block), name: textOf(name) };
    return parent === undefined
      ? declared
      : { ...declared, parent: this.resolver.reference(block.stack, parent) };
  }

  private policy(block: Block): DeclaredPolicy {
    const { name, description, content } = block.values;
    return {
      ...this.declared(block),
      name: textOf(name),
      ...(typeof description === "string" ? { description } : {}),
      ...skipping(block),
      content: this.content(block, content),
    };
  }

  private content(block: Block, content: JsonValue | undefined): DeclaredPolicy["content"] {
    const written = textOf(content);
    if (hasInterpolation(written)) {
      return { kind: "unknown", reference: expressionOf(written) ?? written };
    }
    const text = unescapeTemplate(written);
    const plain = plainJsonValue(text);
    if (isJsonObject(plain)) {
      return { kind: "known", value: plain, text };
    }
    const parsed = parseJson(text);
    if (parsed.ok && parsed.document.root.kind === "object") {
      return { kind: "known", value: toValue(parsed.document.root) as JsonObject, text };
    }
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

  private attachments(): readonly DeclaredAttachment[] {
    const blocks = this.resources("aws_organizations_policy_attachment");
    const addresses = new Set(blocks.map(addressOf));
    return this.dependencies.sorted(blocks).map((block) => ({
      ...this.declared(block),
      ...skipping(block),
      policy: this.resolver.reference(block.stack, block.values.policy_id),
      target: this.resolver.reference(block.stack, block.values.target_id),
      after: new Set([...this.dependencies.before(block)].filter((address) => addresses.has(address))),
    }));
  }
}

/** The ids of import blocks by address: CDKTF writes `import: [{ to, id }]`. */
function importIds(stacks: readonly StackJson[]): ReadonlyMap<string, string> {
  return new Map(
    stacks.flatMap((stack) => {
      const { import: blocks } = stack.json;
      return (Array.isArray(blocks) ? (blocks as readonly JsonValue[]) : []).flatMap((block) =>
        isJsonObject(block) ? [[`${stack.name}/${textOf(block.to)}`, textOf(block.id)] as const] : [],
      );
    }),
  );
}

function skipping({ values }: Block): { readonly skipsDestroy?: boolean } {
  return values.skip_destroy === true ? { skipsDestroy: true } : {};
}

/** CDKTF writes `moved: [{ from, to }]`. */
function movedAddresses(stacks: readonly StackJson[]): ReadonlyMap<string, string> {
  return new Map(
    stacks.flatMap(({ name, json: { moved } }) =>
      objectsOf(moved).map(({ from, to }) => [`${name}/${textOf(from)}`, `${name}/${textOf(to)}`] as const),
    ),
  );
}

/** `removed: [{ from, lifecycle: { destroy: false } }]`. */
function forgottenAddresses(stacks: readonly StackJson[]): ReadonlySet<string> {
  return new Set(
    stacks.flatMap(({ name, json: { removed } }) =>
      objectsOf(removed).flatMap(({ from, lifecycle }) => {
        const [first] = [lifecycle].flat();
        return isJsonObject(first) && first.destroy === false ? [`${name}/${textOf(from)}`] : [];
      }),
    ),
  );
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === "string"
    ? value
    : value === undefined || value === null
      ? ""
      : JSON.stringify(value);
}

/**
 * A set of names as the code writes it. An expression over what the data source reads adds to what exists;
 * ignored changes leave it alone; leaving the argument out switches everything off, as Terraform does.
 */
function declaredSet({ values }: Block, argument: string): DeclaredSet {
  const { [argument]: value, lifecycle } = values;
  const ignored = isJsonObject(lifecycle) ? lifecycle.ignore_changes : undefined;
  if (ignored === "all" || textsOf(ignored).includes(argument)) {
    return { kind: "union", members: [] };
  }
  const expression = typeof value === "string" ? (expressionOf(value) ?? value) : undefined;
  if (expression === undefined) {
    const members = textsOf(value);
    const open = members.find(hasInterpolation);
    return open === undefined ? members : { kind: "unknown", expression: expressionOf(open) ?? open };
  }
  const existing = new RegExp(
    `^setunion\\(data\\.aws_organizations_organization\\.[\\w-]+\\.${argument}, *(.*)\\)$`,
    "s",
  );
  const [, added] = existing.exec(expression) ?? [];
  return added === undefined || hasInterpolation(added) || !/^(?:toset\()?\[[^\]]*\]\)?$/.test(added)
    ? { kind: "unknown", expression }
    : { kind: "union", members: [...added.matchAll(/"([^"\\]*)"/g)].map(([, name = ""]) => name) };
}

function textsOf(value: JsonValue | undefined): readonly string[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]).map(textOf) : [];
}

function constructOf(block: Block): string {
  return constructPath(originOf(block));
}
