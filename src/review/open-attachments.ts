import type { OpenCall } from "../change/folded";
import { withoutIndexes } from "../change/ownership";
import type { EffectivePolicies } from "../organization/effective-policies";
import type { Organization } from "../organization/organization";
import { isJsonObject, objectOf } from "../text/json";
import type { JsonObject } from "../text/json";
import { accountsBelow } from "./accounts-inheriting";
import { list } from "./words";
import { grouped } from "../text/grouped";

/** Attachments of one resource block of which apply decides the policy, the target, or both. */
export interface OpenBlock {
  /** The address of the block, without indexes. */
  readonly block: string;
  readonly expression: string;
  /** Undefined if it may be any policy. */
  readonly policyIds: readonly string[] | undefined;
  /** Undefined if it may be any target. */
  readonly targetIds: readonly string[] | undefined;
  readonly isPolicyOpen: boolean;
  readonly isTargetOpen: boolean;
  /** Whether apply decides if there is an attachment at all. */
  readonly isExistenceOpen: boolean;
}

/** Open attachments by resource block: a block is one finding, not each of its instances. */
export function openBlocks(open: readonly OpenCall[]): readonly OpenBlock[] {
  const blocks = new Map<string, OpenBlock>();
  for (const { step, arguments: unknown } of open) {
    const { call, origin, decidedBy } = step;
    if (call.operation !== "AttachPolicy") {
      continue;
    }
    const candidates = (value: typeof call.policyId): readonly string[] | undefined =>
      typeof value === "string" ? [value] : value.candidates;
    const one: OpenBlock = {
      block: withoutIndexes(origin),
      expression: inWords([...unknown.map(({ expression }) => expression), decidedBy ?? ""]),
      policyIds: candidates(call.policyId),
      targetIds: candidates(call.targetId),
      isPolicyOpen: typeof call.policyId !== "string",
      isTargetOpen: typeof call.targetId !== "string",
      isExistenceOpen: decidedBy !== undefined,
    };
    const known = blocks.get(one.block);
    blocks.set(one.block, known === undefined ? one : joined(known, one));
  }
  return [...blocks.values()];
}

function joined(first: OpenBlock, second: OpenBlock): OpenBlock {
  const union = (
    one: readonly string[] | undefined,
    other: readonly string[] | undefined,
  ): readonly string[] | undefined =>
    one === undefined || other === undefined ? undefined : [...new Set([...one, ...other])];
  return {
    block: first.block,
    expression: inWords([first.expression, second.expression]),
    policyIds: union(first.policyIds, second.policyIds),
    targetIds: union(first.targetIds, second.targetIds),
    isPolicyOpen: first.isPolicyOpen || second.isPolicyOpen,
    isTargetOpen: first.isTargetOpen || second.isTargetOpen,
    isExistenceOpen: first.isExistenceOpen || second.isExistenceOpen,
  };
}

/** Each of the expressions once. */
function inWords(expressions: readonly string[]): string {
  const all = expressions.flatMap((expression) => expression.split(" and "));
  return [...new Set(all)].filter((expression) => expression !== "").join(" and ");
}

/** The accounts that an open attachment may reach. */
export function accountsReached(organization: Organization, { targetIds }: OpenBlock): readonly string[] {
  return accountsBelow(organization, targetIds ?? [organization.root.id]);
}

/** What is certain of an open attachment whichever candidate it is. */
export interface Certainty {
  /** The plans that it adds; undefined if their content is not known. */
  readonly plans: readonly string[] | undefined;
  /** Whether no plan that exists changes: plans of different names do not interact. */
  readonly onlyAdds: boolean;
}

/** What holds at every candidate. */
export function certaintyOf(
  { policyIds }: OpenBlock,
  accounts: readonly string[],
  before: EffectivePolicies,
  { organization }: EffectivePolicies,
): Certainty {
  const contents = (policyIds ?? []).map((id) => organization.policy(id)?.content);
  if (policyIds === undefined || contents.some((content) => content?.kind !== "known")) {
    return { plans: undefined, onlyAdds: !accounts.some((id) => isBackedUp(before, id)) };
  }
  const documents = contents.flatMap((content) => (content?.kind === "known" ? [content.value] : []));
  const plans = [...new Set(documents.flatMap(planNames))];
  const own = new Set(policyIds);
  const others = new Set(
    organization.policies.flatMap(({ id, content }) =>
      own.has(id) || content.kind === "unknown" ? [] : planNames(content.value),
    ),
  );
  const isApart = !documents.some(hasControl) && !plans.some((name) => others.has(name));
  return { plans, onlyAdds: isApart || !accounts.some((id) => isBackedUp(before, id)) };
}

export function isBackedUp(before: EffectivePolicies, accountId: string): boolean {
  const policy = before.of(accountId);
  return (
    policy !== undefined &&
    policy.status !== "empty" &&
    before.organization.account(accountId)?.state === "ACTIVE"
  );
}

/** Names of policies or targets, the first few of many. */
export function namesInWords(names: readonly string[]): string {
  const shown = names.slice(0, MAX_NAMES);
  const more = names.length - shown.length;
  return list([...shown, ...(more > 0 ? [`${grouped(more)} more`] : [])]).replace(/ and (?=[^,]*$)/, " or ");
}

const MAX_NAMES = 8;

/** Names are compared ignoring case. */
function planNames(document: JsonObject): readonly string[] {
  const plans = Object.entries(document).find(([key]) => key.toLowerCase() === "plans")?.[1];
  return Object.keys(objectOf(plans))
    .filter((name) => !name.startsWith("@@"))
    .map((name) => name.toLowerCase());
}

/** A control on the document or on its plans can keep lower policies from adding theirs. */
function hasControl(document: JsonObject): boolean {
  const plans = Object.entries(document).find(([key]) => key.toLowerCase() === "plans")?.[1];
  return [document, plans].some(
    (node) => isJsonObject(node) && Object.keys(node).some((key) => key.startsWith("@@operators")),
  );
}
