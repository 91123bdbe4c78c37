import type { Organization } from "../organization/organization";
import type { PlacedMessage } from "../review/change-outcome";
import type { DeclaredResources } from "../sources/declared/declared-resources";
import { unknownValues } from "../sources/declared/spelled-reference";
import { plainValue } from "../sources/expression/expression-value";
import { isOfEnvironment } from "../sources/infrastructure/declared-environment";
import { shownBy, unreadConcern } from "../sources/infrastructure/unread-resource";
import { backupInstances } from "../sources/synthesized/backup-instances";
import { CodePlaces } from "../sources/synthesized/code-places";
import { expressionOf } from "../sources/synthesized/expression";
import { openArguments } from "../sources/synthesized/planned-actions";
import { constructPath, originOf } from "../sources/synthesized/stack-json";
import type { Block } from "../sources/synthesized/stack-json";
import type { SynthesizedCode } from "../sources/synthesized/synthesized-code";
import type { JsonValue } from "../text/json";

/** What may change the organization and the review does not read. */
export function codeNotRead(
  code: SynthesizedCode,
  organization: Organization,
  resources: DeclaredResources,
): readonly PlacedMessage[] {
  return [
    ...modulesNotRead(resources),
    ...blocksNotRead(code),
    ...otherOrganizations(code, organization),
    ...filesNotRead(code),
  ];
}

/** Code that manages the organization by other resources than the review reads, or by commands. */
function blocksNotRead({ blocks, evaluator }: SynthesizedCode): readonly PlacedMessage[] {
  const candidates = blocks.filter(({ type }) => !type.startsWith("aws_organizations_"));
  const ofTypes = backupInstances(candidates, evaluator).flatMap(({ block, scope, origin, values }) => {
    const { type } = block;
    const concern = unreadConcern(type, values);
    const shown = block.values[shownBy(type) ?? ""];
    const isOpenTemplate = shown !== undefined && plainValue(evaluator.value(shown, scope)) === undefined;
    return concern === "organization" || isOpenTemplate
      ? [notRead(origin, `the review does not read resources of the type ${type}, which may`)]
      : [];
  });
  const commands = blocks
    .filter(({ values }) => /\borganizations\b/.test(JSON.stringify(values.provisioner ?? "")))
    .map((block) => notRead(originOf(block), "the review does not read provisioners, and this one may"));
  return [...new Map([...ofTypes, ...commands].map((each) => [each.origin, each])).values()];
}

function notRead(origin: string, what: string): PlacedMessage {
  return {
    origin: constructPath(origin),
    message: `${what} change the organization or its backup policies. Review the Terraform plan as well.`,
    isNotRead: true,
  };
}

/** Resources of an organization that the provider's account is not in. */
function otherOrganizations(
  { blocks, evaluator }: SynthesizedCode,
  organization: Organization,
): readonly PlacedMessage[] {
  const places = new CodePlaces(evaluator, []);
  const byProvider = new Map<string, Block>();
  for (const block of blocks) {
    if (block.mode === "resource" && block.type.startsWith("aws_organizations_")) {
      const { accounts } = places.of(block, {}, undefined);
      if (accounts.kind === "account" && organization.account(accounts.accountId) === undefined) {
        byProvider.set(accounts.accountId, byProvider.get(accounts.accountId) ?? block);
      }
    }
  }
  return [...byProvider].map(([accountId, block]) => ({
    origin: constructPath(originOf(block)),
    message: `its provider works in the account ${accountId}, which is not in this organization. The review takes it for one of this organization.`,
    isNotRead: true,
  }));
}

/** What of vaults, locks, roles and settings only apply knows; what variables decide is told with them. */
export function openValues({ blocks, evaluator }: SynthesizedCode): readonly PlacedMessage[] {
  const byVariables = new Set(evaluator.uses.map(({ asker }) => asker));
  const others = blocks.filter((block) => isOfEnvironment(block.type) && !byVariables.has(block));
  return backupInstances(others, evaluator).flatMap(({ block, address, decidedBy, origin, values }) =>
    decidedBy === undefined
      ? openArguments(constructPath(origin), block.type, values, (argument) =>
          unknownValues(spelledValue(values[argument])),
        )
      : [
          {
            origin: constructPath(origin),
            message: `whether ${address} exists is known only after apply (${decidedBy}).`,
          },
        ],
  );
}

function spelledValue(value: JsonValue | undefined): string {
  return typeof value === "string" ? (expressionOf(value) ?? value) : JSON.stringify(value ?? null);
}

/** Files beside the JSON of a stack may change any of it. */
function filesNotRead({ stacks }: SynthesizedCode): readonly PlacedMessage[] {
  return stacks.flatMap(({ notRead }) =>
    notRead.map((origin) => ({
      origin,
      message:
        "Terraform reads this file with the stack, and the review does not. Review the Terraform plan with --plan.",
      isNotRead: true,
    })),
  );
}

/** A module may hold any policy, and the JSON shows none of it. */
function modulesNotRead({ modules = new Set() }: DeclaredResources): readonly PlacedMessage[] {
  return [...modules].map((origin) => ({
    origin,
    message:
      "synthesized code does not show what a module declares. If it declares backup policies, review the Terraform plan with --plan.",
    isNotRead: true,
  }));
}
