import { accountNameOrId } from "../../organization/account-name-or-id";
import type { InventorySource, NotSeen, Resource } from "../../organization/inventory";
import { applicationRemarks } from "../../organization/application-remarks";
import type { RefusedPolicy } from "../../organization/refused-policies";
import type { Organization } from "../../organization/organization";
import { counted } from "../../text/counted";
import { findingOf } from "../../text/finding";
import type { Finding } from "../../text/finding";
import { describeAccounts } from "../account-scope";
import { list } from "../words";
import type { SelectedBy } from "./compiled-plan";
import type { MatchAssumptions, ResourceMatch, Selected } from "./resource-matcher";
import { OUT_OF_REACH } from "./resource-reason";
import type { ReasonCode, ResourceReason } from "./resource-reason";
import { RESOURCE_RULES } from "./resource-rules";

export interface ResourceCounts {
  readonly resources: number;
  readonly selected: number;
  /** Without those that are out of reach. */
  readonly notSelected: number;
  readonly notKnown: number;
  /** Resources that no policy of the organization could select: of other types, in accounts that are not active. */
  readonly outOfReach: number;
}

/** The resources of one type in one account. */
export interface AccountTypeCoverage extends ResourceCounts {
  /** Undefined if it is not known. */
  readonly accountId: string | undefined;
  /** `ebs`, `rds:cluster` */
  readonly type: string;
  readonly typeName: string;
  /** What selects them; one resource may be selected several times. */
  readonly by: readonly (SelectedBy & { readonly resources: number })[];
}

/** Resources of one type that are not selected for one reason, or of which that is not known. */
export interface UnselectedGroup {
  readonly selected: Exclude<Selected, "yes">;
  readonly code: ReasonCode;
  readonly reason: string;
  readonly type: string;
  readonly typeName: string;
  readonly resources: number;
  readonly accounts: readonly string[];
  /** The accounts in words. */
  readonly scope: string;
  /** The first of them, and what the reason is for it. */
  readonly examples: readonly { readonly arn: string; readonly reason: string }[];
}

/** Which resources of an inventory are selected by the policies in force. */
export interface ResourceCoverage {
  readonly sources: readonly InventorySource[];
  readonly summary: ResourceCounts;
  /** Those with the most resources that are not selected come first. */
  readonly accountTypes: readonly AccountTypeCoverage[];
  /** The largest first; those that are out of reach stand last. */
  readonly unselected: readonly UnselectedGroup[];
  readonly assumptions: MatchAssumptions;
  readonly findings: readonly Finding[];
  /** What keeps policies from being applied, or may. */
  readonly remarks?: readonly string[];
  /** Policies that AWS would not let in: what they say counts here as if it did. */
  readonly refused?: readonly RefusedPolicy[];
  readonly organization: Organization;
}

const EXAMPLES = 3;

/** Counts matches one by one, so that an inventory need not fit into memory. */
export class ResourceTally {
  private readonly rows = new Map<string | undefined, Map<string, Row>>();
  private readonly groups = new Map<string, Group>();
  /** Resources share matches. */
  private readonly groupOfMatch = new WeakMap<ResourceMatch, Group>();

  add(resource: Resource, match: ResourceMatch): void {
    const row = this.rowOf(resource, match);
    row.resources += 1;
    const { reason } = match;
    if (reason === undefined) {
      row.selected += 1;
      row.by.set(match.by, (row.by.get(match.by) ?? 0) + 1);
      return;
    }
    if (match.selected === "unknown") {
      row.notKnown += 1;
    } else if (OUT_OF_REACH.has(reason.code)) {
      row.outOfReach += 1;
    } else {
      row.notSelected += 1;
    }
    const group = this.groupOf(match, reason);
    group.resources += 1;
    if (resource.accountId !== undefined) {
      group.accounts.add(resource.accountId);
    }
    if (group.examples.length < EXAMPLES) {
      group.examples.push({ arn: resource.arn, reason: reason.words });
    }
  }

  result(
    organization: Organization,
    sources: readonly InventorySource[],
    assumptions: MatchAssumptions,
  ): ResourceCoverage {
    const accountTypes = [...this.rows.values()]
      .flatMap((types) => [...types.values()])
      .map(({ by, ...row }) => ({
        ...row,
        by: countsBySelection(by),
      }))
      .sort(
        (first, second) =>
          second.notSelected - first.notSelected ||
          second.notKnown - first.notKnown ||
          second.resources - first.resources,
      );
    const unselected = [...this.groups.values()]
      .map(({ accounts, ...group }): UnselectedGroup => ({
        ...group,
        accounts: [...accounts],
        scope: accounts.size === 0 ? "accounts not known" : describeAccounts(organization, [...accounts]),
      }))
      .sort((first, second) => rank(first) - rank(second) || second.resources - first.resources);
    const summary = sumOf(accountTypes);
    const remarks = applicationRemarks(organization);
    const doubts = [...(summary.resources === 0 ? [nothingIn(sources)] : []), ...remarks];
    return {
      sources,
      summary,
      accountTypes,
      unselected,
      assumptions,
      findings: [
        ...incompleteFindings(sources, (id) => accountNameOrId(organization, id), summary.resources),
        ...unselected.flatMap(findingsOf),
        ...doubts.map((message) =>
          findingOf(RESOURCE_RULES["unprotected-resource"], { severity: "warning", message }),
        ),
      ],
      remarks,
      organization,
    };
  }

  private rowOf({ accountId }: Resource, { type }: ResourceMatch): Row {
    let types = this.rows.get(accountId);
    if (types === undefined) {
      types = new Map();
      this.rows.set(accountId, types);
    }
    const known = types.get(type.id);
    if (known !== undefined) {
      return known;
    }
    const row: Row = {
      accountId,
      type: type.id,
      typeName: type.name,
      resources: 0,
      selected: 0,
      notSelected: 0,
      notKnown: 0,
      outOfReach: 0,
      by: new Map(),
    };
    types.set(type.id, row);
    return row;
  }

  private groupOf(match: ResourceMatch, reason: ResourceReason): Group {
    const known = this.groupOfMatch.get(match) ?? this.groupWithReason(match, reason);
    this.groupOfMatch.set(match, known);
    return known;
  }

  private groupWithReason({ selected, type }: ResourceMatch, { code, summary }: ResourceReason): Group {
    const key = `${selected} ${type.id} ${code} ${summary}`;
    const group = this.groups.get(key) ?? {
      selected: selected === "unknown" ? "unknown" : "no",
      code,
      reason: summary,
      type: type.id,
      typeName: type.name,
      resources: 0,
      accounts: new Set(),
      examples: [],
    };
    this.groups.set(key, group);
    return group;
  }
}

interface Row {
  readonly accountId: string | undefined;
  readonly type: string;
  readonly typeName: string;
  resources: number;
  selected: number;
  notSelected: number;
  notKnown: number;
  outOfReach: number;
  /** Resources that are selected by the same: matches share that list. */
  readonly by: Map<readonly SelectedBy[], number>;
}

function countsBySelection(lists: Row["by"]): AccountTypeCoverage["by"] {
  const counts = new Map<SelectedBy, number>();
  for (const [list, resources] of lists) {
    for (const by of list) {
      counts.set(by, (counts.get(by) ?? 0) + resources);
    }
  }
  return [...counts].map(([by, resources]) => ({ ...by, resources }));
}

interface Group {
  readonly selected: "no" | "unknown";
  readonly code: ReasonCode;
  readonly reason: string;
  readonly type: string;
  readonly typeName: string;
  resources: number;
  readonly accounts: Set<string>;
  readonly examples: { readonly arn: string; readonly reason: string }[];
}

/** What is out of reach of every policy stands behind all else. */
function rank({ selected, code }: UnselectedGroup): number {
  return OUT_OF_REACH.has(code) ? 2 : selected === "no" ? 0 : 1;
}

function sumOf(rows: readonly ResourceCounts[]): ResourceCounts {
  const sum = (count: keyof ResourceCounts): number => rows.reduce((total, row) => total + row[count], 0);
  return {
    resources: sum("resources"),
    selected: sum("selected"),
    notSelected: sum("notSelected"),
    notKnown: sum("notKnown"),
    outOfReach: sum("outOfReach"),
  };
}

/** A report about no resource is no proof that all are selected. */
export function nothingIn(sources: readonly InventorySource[]): string {
  const names = list(sources.map(({ name }) => name));
  return `${names} ${sources.length === 1 ? "holds" : "hold"} no resources of the accounts in question: nothing was looked at.`;
}

/**
 * What an inventory shows to be missing is a finding: the rest may be unprotected.
 *
 * @param resources how many there are of the accounts in question
 */
export function incompleteFindings(
  sources: readonly InventorySource[],
  nameOf: (accountId: string) => string,
  resources: number,
): readonly Finding[] {
  const rule = RESOURCE_RULES["inventory-incomplete"];
  const empty =
    sources.length > 0 && resources === 0 ? [findingOf(rule, { message: nothingIn(sources) })] : [];
  const incomplete = sources.flatMap(({ name, cutOff, notSeen = [] }) => [
    ...(cutOff === undefined ? [] : [findingOf(rule, { message: `${name}: ${cutOff}` })]),
    ...notSeen.map((part) =>
      findingOf(rule, {
        message: `${name}: ${notSeenWords(part, nameOf)}`,
        accounts: part.accounts ?? [],
      }),
    ),
  ]);
  return [...empty, ...incomplete];
}

const NAMED_ACCOUNTS = 3;

/** `Not read: orders-prod and orders-test in eu-west-1: the role "Reader" cannot be assumed.` */
export function notSeenWords(
  { accounts, regions, why }: NotSeen,
  nameOf: (accountId: string) => string,
): string {
  const named = (accounts ?? []).slice(0, NAMED_ACCOUNTS).map(nameOf);
  const more = (accounts ?? []).length - named.length;
  const whose = more === 0 ? list(named) : `${named.join(", ")} and ${counted(more, "more account")}`;
  const what = [whose, regions === undefined ? "" : list(regions)].filter((part) => part !== "").join(" in ");
  return what === "" ? `Not complete: ${why}.` : `Not read: ${what}: ${why}.`;
}

function findingsOf(group: UnselectedGroup): readonly Finding[] {
  const { selected, code, reason, typeName, resources, accounts, scope } = group;
  if (OUT_OF_REACH.has(code)) {
    return [];
  }
  const which = counted(resources, `${typeName} resource`);
  const message =
    selected === "no"
      ? `${which} ${resources === 1 ? "is" : "are"} not selected: ${reason}.`
      : `It is not known whether ${which} ${resources === 1 ? "is" : "are"} selected: ${reason}.`;
  return [
    findingOf(RESOURCE_RULES["unprotected-resource"], {
      severity: selected === "no" ? "error" : "warning",
      message,
      accounts,
      ...(accounts.length === 0 ? {} : { scope }),
      resources,
    }),
  ];
}
