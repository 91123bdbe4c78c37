import type { Organization } from "../organization/organization";
import type { PlacedMessage } from "../review/change-outcome";
import type { DeclaredResources } from "../sources/declared/declared-resources";
import { leavingAddress, OwnedAddresses } from "../sources/declared/owned-addresses";
import { unknownValues } from "../sources/declared/spelled-reference";
import { statesOfStacks } from "../sources/declared/state-ownership";
import type { ReadState } from "../sources/declared/state-ownership";
import { instancesIn } from "../sources/expression/expression-scope";
import { plainValue } from "../sources/expression/expression-value";
import { isOfEnvironment } from "../sources/infrastructure/declared-environment";
import { shownBy, unreadCommands, unreadConcern } from "../sources/infrastructure/unread-resource";
import type { UnreadConcern } from "../sources/infrastructure/unread-resource";
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
  states: readonly ReadState[],
  base: SynthesizedCode | undefined,
): readonly PlacedMessage[] {
  return [
    ...modulesNotRead(resources),
    ...blocksNotRead(code),
    ...leavingNotRead(code, resources, states, base),
    ...otherOrganizations(code, organization),
    ...filesNotRead(code),
  ];
}

/** Code that manages the organization by other resources than the review reads, or by commands. */
function blocksNotRead({ blocks, evaluator }: SynthesizedCode): readonly PlacedMessage[] {
  // Vaults with an access policy are common, and code does not show whether it changes.
  const candidates = blocks.filter(
    ({ type }) => !type.startsWith("aws_organizations_") && type !== "aws_backup_vault_policy",
  );
  const ofTypes = backupInstances(candidates, evaluator).flatMap(({ block, scope, origin, values }) => {
    const { type } = block;
    const concern = unreadConcern(type, values);
    const shown = block.values[shownBy(type) ?? ""];
    const isOpenTemplate = shown !== undefined && plainValue(evaluator.value(shown, scope)) === undefined;
    return concern !== undefined || isOpenTemplate
      ? [notRead(origin, `the review does not read resources of the type ${type}, which may`, concern)]
      : [];
  });
  const commands = blocks
    .filter(({ values }) => unreadCommands(values.provisioner))
    .map((block) => notRead(originOf(block), "the review does not read provisioners, and this one may"));
  return [...new Map([...ofTypes, ...commands].map((each) => [each.origin, each])).values()];
}

/** Of the same kind: what a state or the target branch has and the code no longer has. */
function leavingNotRead(
  { stacks, blocks, evaluator }: SynthesizedCode,
  resources: DeclaredResources,
  states: readonly ReadState[],
  base: SynthesizedCode | undefined,
): readonly PlacedMessage[] {
  const names = stacks.map(({ name }) => name);
  const inStates = statesOfStacks(states, resources, names).flatMap(({ stack, resources: stored }) =>
    stored.flatMap((each) =>
      each.mode === "managed" ? [[`${stack}/${leavingAddress(each)}`, each] as const] : [],
    ),
  );
  const inBase = base === undefined ? [] : backupInstances(base.blocks, base.evaluator);
  const existing = new Map([
    ...inBase.map(({ address, block: { type }, values }) => [address, { type, values }] as const),
    ...inStates,
  ]);
  const unread = new Map([...existing].filter(([, { type, values }]) => unreadConcern(type, values)));
  const declared = blocks.flatMap((block) =>
    instancesIn(evaluator.instances(block)).map(({ address }) => address),
  );
  const addresses = new OwnedAddresses(resources, declared, []);
  return [...addresses.atNewAddresses(unread, [])].flatMap(([address, { type, values }]) =>
    addresses.isDeclared(address)
      ? []
      : [
          notRead(
            address,
            `the review does not read resources of the type ${type}. The code no longer has this one, which may`,
            unreadConcern(type, values),
          ),
        ],
  );
}

function notRead(origin: string, what: string, concern: UnreadConcern = "organization"): PlacedMessage {
  const changed = concern === "backup" ? "what AWS Backup does" : "the organization or its backup policies";
  return {
    origin: constructPath(origin),
    message: `${what} change ${changed}. Review the Terraform plan as well.`,
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
