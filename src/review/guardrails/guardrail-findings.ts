import { kindsOfWord } from "../../capabilities/resource-kinds";
import type { ResourceKind } from "../../capabilities/resource-kinds";
import { isKnowable } from "../../effective/effective-policy";
import type { EffectivePolicy } from "../../effective/effective-policy";
import { possibleStates } from "../../effective/possible-states";
import { applicationRemarks } from "../../organization/application-remarks";
import { policyInForce } from "../../organization/policy-in-force";
import type { EffectivePolicies } from "../../organization/effective-policies";
import { inheritanceLevels } from "../../organization/inheritance-levels";
import type { Account } from "../../organization/model";
import { getOrAdd } from "../../text/get-or-add";
import { splitPath } from "../../text/policy-path";
import type { JsonObject } from "../../text/json";
import type { BackupPlan } from "../../effective/backup-plan";
import { backupPlansIn, backupPlansOf } from "../../effective/backup-plan/read-backup-plans";
import { list } from "../words";
import { responsiblePolicies } from "../responsible-policies";
import type { Finding } from "../../text/finding";
import type { Severity } from "../../text/severity";
import type { RiskContext } from "../risks/risk";
import { traceAt } from "../traced";
import { surroundingsOf } from "../known-vaults";
import { accountsMeant, unmatchedMembers } from "../account-filter";
import { judgeRequirement } from "./evaluate";
import type { Judgement } from "./evaluate";
import { judgedInEachOrder } from "./judged-in-each-order";
import { judgedForWords } from "./judged-for-words";
import type { Shortfall, Violation } from "./violation";
import { isUndecided, publicationOf } from "./publication";
import { GUARDRAIL_RULES } from "./guardrail-rules";
import type { Demands, Guardrails, Requirement } from "./guardrails";
import { addAll } from "../../text/add-all";

/** What accounts lack of the organization's own requirements once the change is applied. */
export function guardrailFindings(
  context: RiskContext,
  { requirements }: Guardrails,
  resourceTypes: readonly string[] | undefined,
): readonly Finding[] {
  const used = resourceTypes?.flatMap(kindsOfWord);
  return requirements.flatMap((requirement) => new RequirementCheck(context, requirement, used).findings());
}

interface Group {
  readonly accounts: string[];
  readonly policy: JsonObject;
  readonly ownId: string | undefined;
  /** The computed policy, if that is in force. */
  readonly effective: EffectivePolicy | undefined;
}

interface Judged {
  readonly group: Group;
  readonly judgement: Judgement;
}

/** What weighs the same whatever the requirement says. */
const FIXED_SEVERITY: Readonly<Partial<Record<string, Severity>>> = {
  "not-known": "warning",
  "matches-nothing": "warning",
  note: "notice",
};

const OF_TYPE_HINT =
  "AWS Backup cannot do this for the type, whatever the policy says. Name the types that the requirement is about in its resourceTypes, or those that the organization uses in org-backup.yaml; `org-backup help capabilities` has the table.";

const NAMED_TARGETS = 3;

class RequirementCheck {
  /** Active or not. */
  private readonly meant: readonly Account[];

  constructor(
    private readonly context: RiskContext,
    private readonly requirement: Requirement,
    private readonly used: readonly ResourceKind[] | undefined,
  ) {
    this.meant = accountsMeant(context.after.organization, requirement.accounts);
  }

  findings(): readonly Finding[] {
    const unmatched = this.unmatched();
    return this.meansAnybody() ? [...unmatched, ...this.judged()] : unmatched;
  }

  private judged(): readonly Finding[] {
    const { require } = this.requirement;
    const publication = require.published === true ? this.publication() : [];
    if (!demandsRules(require)) {
      return publication;
    }
    const { groups, unknown, undecided } = this.groups();
    const judged = groups.map((group) => ({ group, judgement: this.judge(group) }));
    const found = judged.flatMap(({ group, judgement }) => this.violated(group, judgement));
    return [
      ...publication,
      ...found,
      ...doubtful(judged, ({ doubts }) => doubts).map(({ doubt, accounts }) =>
        this.notKnown(doubt, accounts),
      ),
      ...doubtful(judged, ({ orderDoubts = [] }) => orderDoubts).map(({ doubt, accounts }) =>
        this.notKnownByOrder(doubt, accounts),
      ),
      ...this.notApplied(judged),
      ...this.note(judged),
      ...(unknown.length === 0 ? [] : [this.notKnown("the policy in force is not known", unknown)]),
      ...(undecided.length === 0
        ? []
        : [
            this.notKnownByOrder("an attachment order that is not known decides what is in force", undecided),
          ]),
    ];
  }

  /** Accounts for which AWS publishes nothing, or may publish nothing. */
  private publication(): readonly Finding[] {
    const { after } = this.context;
    const byPolicy = new Map<EffectivePolicy, string[]>();
    for (const { id, state } of this.meant) {
      const effective = after.of(id);
      if (state === "ACTIVE" && effective !== undefined) {
        getOrAdd(byPolicy, effective, () => []).push(id);
      }
    }
    return [...byPolicy].flatMap(([effective, accounts]) => {
      const { violations, doubt, isByOrder = false } = publicationOf(effective);
      return [
        ...violations.map(({ message, path, policies }) =>
          this.finding("published", message, accounts, { path, policies }),
        ),
        ...(doubt === undefined
          ? []
          : [isByOrder ? this.notKnownByOrder(doubt, accounts) : this.notKnown(doubt, accounts)]),
      ];
    });
  }

  /** Accounts with the same policy in force are looked at once; those that receive copies by themselves. */
  private groups(): {
    readonly groups: readonly Group[];
    readonly unknown: readonly string[];
    /** Accounts of which not every policy that an unknown attachment order allows is looked at. */
    readonly undecided: readonly string[];
  } {
    const { after, before } = this.context;
    const groups = new Map<JsonObject, Map<string | undefined, Group>>();
    const unknown: string[] = [];
    const undecided: string[] = [];
    for (const { id, state } of this.meant) {
      if (state === "ACTIVE") {
        const force = !isKnowable(after.of(id)?.status) ? undefined : policyInForce(id, after, before);
        if (force === undefined || force.source === "unknown") {
          unknown.push(id);
        } else {
          const { policy } = force;
          const effective = force.source === "computed" ? after.of(id) : undefined;
          if (effective !== undefined && isUndecided(effective)) {
            undecided.push(id);
          }
          const ownId = receivesCopies(backupPlansOf(policy), id) ? id : undefined;
          const byOwnId = groups.get(policy) ?? new Map<string | undefined, Group>();
          groups.set(policy, byOwnId);
          const group = byOwnId.get(ownId) ?? { accounts: [], policy, ownId, effective };
          byOwnId.set(ownId, group);
          group.accounts.push(id);
        }
      }
    }
    return { groups: [...groups.values()].flatMap((byOwnId) => [...byOwnId.values()]), unknown, undecided };
  }

  private judge({ policy, ownId, accounts, effective }: Group): Judgement {
    const { at, change, after } = this.context;
    const { optIn } = after.organization.settings;
    const { require, plans } = this.requirement;
    const environment = change.environment?.after;
    const isLocked = (name: string): boolean =>
      environment?.vaultsNamed(name).some(({ lock }) => lock !== undefined) === true;
    const { vault } = surroundingsOf(this.context, accounts);
    const circumstances = { ownId, isLocked, at, vault, optIn };
    const states = effective === undefined ? [] : possibleStates(effective).states;
    const outcomes =
      states.length > 1 ? states.map(({ state }) => backupPlansIn(state)) : [backupPlansOf(policy)];
    return judgedInEachOrder(
      outcomes.map((each) => judgeRequirement(each, require, plans, circumstances, this.used)),
    );
  }

  private violated({ accounts }: Group, { violations }: Judgement): readonly Finding[] {
    const { after } = this.context;
    return violations.map((violation) =>
      this.finding(violation.shortfall, violation.message, accounts, {
        path: violation.path,
        policies: responsible(after, accounts[0] ?? "", violation),
        ...(violation.isOfType === true ? { hint: OF_TYPE_HINT } : {}),
      }),
    );
  }

  /** Whatever policies say: perhaps AWS applies none of them. */
  private notApplied(judged: readonly Judged[]): readonly Finding[] {
    const accounts = judged
      .filter(({ judgement: { violations } }) => violations.length === 0)
      .flatMap(({ group }) => group.accounts);
    return accounts.length === 0
      ? []
      : applicationRemarks(this.context.after.organization).map((remark) =>
          this.notKnown(lowerFirst(remark).replace(/\.$/, ""), accounts),
        );
  }

  /** One note a requirement: what it was judged by where it is met. */
  private note(judged: readonly Judged[]): readonly Finding[] {
    const met = judged.filter(({ judgement: { violations } }) => violations.length === 0);
    const words = judgedForWords(met.map(({ judgement }) => judgement));
    const accounts = met.flatMap(({ group }) => group.accounts);
    return words === undefined ? [] : [this.finding("note", words, accounts, { path: "", policies: [] })];
  }

  private notKnown(why: string, accounts: readonly string[]): Finding {
    return this.finding("not-known", why, accounts, { path: "", policies: [] });
  }

  private notKnownByOrder(why: string, accounts: readonly string[]): Finding {
    const { organization } = this.context.after;
    const targets = organization.targetsOver(accounts);
    const unordered = [...targets].filter((id) => organization.attached(id).order === "unknown");
    const named = unordered.slice(0, NAMED_TARGETS).map((id) => organization.path(id));
    const policies = unordered.flatMap((id) => organization.attached(id).policies.map((policy) => policy.id));
    const where = unordered.length > NAMED_TARGETS ? `${named.join(", ")} and elsewhere` : list(named);
    const hint = `Settle the attachment order on ${where}: write the policies in that order with \`order: known\` in the organization file, detach and attach them again one after the other, or let only one of them set the value.`;
    return this.finding("not-known", why, accounts, { path: "", policies, hint });
  }

  private meansAnybody(): boolean {
    return this.meant.some(({ state }) => state === "ACTIVE");
  }

  /** What is misspelt, beside what is right as well; and a requirement that means no active account for another reason. */
  private unmatched(): readonly Finding[] {
    const { organization } = this.context.after;
    const { accounts } = this.requirement;
    const members = unmatchedMembers(organization, accounts).map(({ key, member, meant }) => {
      const of =
        key === "under"
          ? "OU"
          : accounts.under === undefined || key === "except"
            ? "account"
            : "account there";
      const perhaps = meant === undefined ? "" : `; ${JSON.stringify(meant)} may be meant`;
      return `${JSON.stringify(member)} in ${key} matches no ${of}${perhaps}`;
    });
    const whole =
      this.meant.length > 0 ? "it matches no active account" : "it matches no account of the organization";
    const messages = members.length > 0 ? members : this.meansAnybody() ? [] : [whole];
    return messages.map((message) =>
      this.finding("matches-nothing", message, [], { path: "", policies: [] }),
    );
  }

  private finding(
    shortfall: Shortfall | "not-known" | "matches-nothing" | "note",
    message: string,
    accounts: readonly string[],
    { path, policies, hint }: Pick<Finding, "path" | "policies"> & Partial<Pick<Finding, "hint">>,
  ): Finding {
    const { id, where, description, severity } = this.requirement;
    const rule = `guardrail-${shortfall}` as const;
    return {
      rule,
      severity: FIXED_SEVERITY[shortfall] ?? severity,
      message: `${id}: ${message} (${where}).`,
      accounts,
      policies,
      path,
      hint: hint ?? (shortfall === "note" ? undefined : description) ?? GUARDRAIL_RULES[rule].hint,
      requirement: { id, where },
    };
  }
}

/** Whether a requirement demands anything of the rules of plans. */
function demandsRules(require: Demands): boolean {
  return Object.entries(require).some(([name, demand]) => name !== "published" && demand !== undefined);
}

/** The accounts of each doubt, of policies that meet the requirement otherwise. */
function doubtful(
  judged: readonly Judged[],
  doubtsOf: (judgement: Judgement) => readonly string[],
): readonly { readonly doubt: string; readonly accounts: readonly string[] }[] {
  const found = new Map<string, string[]>();
  for (const { group, judgement } of judged) {
    for (const doubt of judgement.violations.length === 0 ? doubtsOf(judgement) : []) {
      const accounts = found.get(doubt) ?? [];
      found.set(doubt, accounts);
      addAll(accounts, group.accounts);
    }
  }
  return [...found].map(([doubt, accounts]) => ({ doubt: lowerFirst(doubt), accounts }));
}

function lowerFirst(text: string): string {
  return text.replace(/^(It|The) /, (word) => word.toLowerCase());
}

function receivesCopies(plans: readonly BackupPlan[], accountId: string): boolean {
  return plans.some(({ rules }) =>
    rules.some(({ copies }) => copies.some(({ account }) => account === accountId)),
  );
}

/** The policies that give the value in question, or anything below the path. */
function responsible(policies: EffectivePolicies, accountId: string, { path }: Violation): readonly string[] {
  if (path === "plans") {
    return [];
  }
  const { events } = traceAt(inheritanceLevels(policies.organization, accountId), [splitPath(path)]);
  return responsiblePolicies(events.get(path) ?? []);
}
