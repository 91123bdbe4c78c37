import { policyInForce } from "../../organization/policy-in-force";
import type { EffectivePolicies } from "../../organization/effective-policies";
import { inheritanceLevels } from "../../organization/inheritance-levels";
import { splitPath } from "../../text/policy-path";
import type { JsonObject } from "../../text/json";
import { didYouMean } from "../../text/did-you-mean";
import type { BackupPlan } from "../../effective/backup-plan";
import { backupPlansOf } from "../../effective/backup-plan/read-backup-plans";
import { responsiblePolicies } from "../responsible-policies";
import type { Finding } from "../../text/finding";
import type { RiskContext } from "../risks/risk";
import { traceAt } from "../traced";
import { accountMatcher } from "./account-filter";
import { violationsOf } from "./evaluate";
import type { Shortfall, Violation } from "./evaluate";
import { GUARDRAIL_RULES } from "./guardrail-rules";
import type { Guardrails, Requirement } from "./guardrails";

/** What accounts lack of the organization's own requirements once the change is applied. */
export function guardrailFindings(context: RiskContext, { requirements }: Guardrails): readonly Finding[] {
  return requirements.flatMap((requirement) => new RequirementCheck(context, requirement).findings());
}

interface Group {
  readonly accounts: string[];
  readonly policy: JsonObject;
  readonly ownId: string | undefined;
}

class RequirementCheck {
  constructor(
    private readonly context: RiskContext,
    private readonly requirement: Requirement,
  ) {}

  findings(): readonly Finding[] {
    const { groups, unknown, undecided } = this.groups();
    const found = groups.flatMap((group) => this.violated(group));
    if (groups.length === 0 && unknown.length === 0 && !this.meansAnybody()) {
      return [this.matchesNothing()];
    }
    return [
      ...found,
      ...(unknown.length === 0 ? [] : [this.notKnown("the policy in force cannot be told", unknown)]),
      ...(undecided.length === 0
        ? []
        : [this.notKnown("an attachment order that is not known decides about values in force", undecided)]),
    ];
  }

  /** Accounts with the same policy in force are looked at once; those that receive copies by themselves. */
  private groups(): {
    readonly groups: readonly Group[];
    readonly unknown: readonly string[];
    /** Accounts that are looked at by one of several values that are possible. */
    readonly undecided: readonly string[];
  } {
    const { after, before } = this.context;
    const { organization } = after;
    const isMeant = accountMatcher(organization, this.requirement.accounts);
    const groups = new Map<JsonObject, Map<string | undefined, Group>>();
    const unknown: string[] = [];
    const undecided: string[] = [];
    for (const { id, state } of organization.accounts) {
      if (state === "ACTIVE" && isMeant(id)) {
        const force = after.of(id)?.status === "not-knowable" ? undefined : policyInForce(id, after, before);
        if (force === undefined || force.source === "unknown") {
          unknown.push(id);
        } else {
          const { policy } = force;
          if (force.source === "computed" && (after.of(id)?.orderDependent.length ?? 0) > 0) {
            undecided.push(id);
          }
          const ownId = receivesCopies(backupPlansOf(policy), id) ? id : undefined;
          const byOwnId = groups.get(policy) ?? new Map<string | undefined, Group>();
          groups.set(policy, byOwnId);
          const group = byOwnId.get(ownId) ?? { accounts: [], policy, ownId };
          byOwnId.set(ownId, group);
          group.accounts.push(id);
        }
      }
    }
    return { groups: [...groups.values()].flatMap((byOwnId) => [...byOwnId.values()]), unknown, undecided };
  }

  private violated({ accounts, policy, ownId }: Group): readonly Finding[] {
    const { after, at, change } = this.context;
    const { require, plans } = this.requirement;
    const circumstances = { ownId, infrastructure: change.infrastructure?.after, at };
    const violations = violationsOf(backupPlansOf(policy), require, plans, circumstances);
    return violations.map((violation) =>
      this.finding(violation.shortfall, violation.message, accounts, {
        path: violation.path,
        policies: responsible(after, accounts[0] ?? "", violation),
      }),
    );
  }

  private notKnown(why: string, accounts: readonly string[]): Finding {
    return this.finding("not-known", why, accounts, { path: "", policies: [] });
  }

  /** Whether the requirement means any account, those included that are not active. */
  private meansAnybody(): boolean {
    const { organization } = this.context.after;
    const isMeant = accountMatcher(organization, this.requirement.accounts);
    return organization.accounts.some(({ id }) => isMeant(id));
  }

  private matchesNothing(): Finding {
    const { organization } = this.context.after;
    const { under = [] } = this.requirement.accounts;
    const paths = organization.organizationalUnits.map(({ id }) => organization.path(id));
    const near = under.filter((place) => !paths.includes(place)).map((place) => didYouMean(place, paths));
    const meant = near.find((path) => path !== undefined);
    const perhaps = meant === undefined ? "" : `; ${JSON.stringify(meant)} may be meant`;
    return this.finding("matches-nothing", `it means no account of the organization${perhaps}`, [], {
      path: "",
      policies: [],
    });
  }

  private finding(
    shortfall: Shortfall | "not-known" | "matches-nothing",
    message: string,
    accounts: readonly string[],
    { path, policies }: Pick<Finding, "path" | "policies">,
  ): Finding {
    const { id, where, description, severity } = this.requirement;
    const rule = `guardrail-${shortfall}` as const;
    return {
      rule,
      severity: shortfall === "not-known" || shortfall === "matches-nothing" ? "warning" : severity,
      message: `${id}: ${message} (${where}).`,
      accounts,
      policies,
      path,
      hint: description ?? GUARDRAIL_RULES[rule].hint,
      requirement: { id, where },
    };
  }
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
