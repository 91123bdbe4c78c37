import { optInAllows } from "../../capabilities/opt-in";
import { kindNames } from "../../capabilities/resource-kinds";
import type { ResourceKind } from "../../capabilities/resource-kinds";
import { reachableKinds } from "../../capabilities/selection/reachable-kinds";
import type { ReachedKind } from "../../capabilities/selection/reachable-kinds";
import type { Verdict } from "../../capabilities/verdict";
import { assumption } from "../../effective/assumptions";
import type { AssumptionId } from "../../effective/assumptions";
import type { BackupPlan } from "../../effective/backup-plan";
import { checkOf, checkOfFact } from "./preflight-check";
import type { CheckStatus, Fact, Observation, PreflightCheck } from "./preflight-check";

/**
 * Whether service opt-in lets the plans of policies back up what they select, in each of their Regions. Naming a
 * type in full overrides the opt-in, except for types that share an ARN form; tags and `*` obey it.
 *
 * @param settings the opt-in settings of the account that is asked, by Region
 * @param asked decides whether these settings count: only those of the management account do for plans of policies
 */
export function optInChecks(
  settings: ReadonlyMap<string, Fact<ReadonlyMap<string, boolean>>>,
  plans: readonly BackupPlan[],
  asked: AskedAccount = {},
): readonly PreflightCheck[] {
  const regions = [...new Set(plans.flatMap((plan) => plan.regions))].sort();
  return regions.map((region) => {
    const title = `Resource types are opted in, in ${region}`;
    if (isKnownMember(asked)) {
      return checkOf("region-opt-in", title, notTheManagementAccount(asked, region), { region });
    }
    const fact = settings.get(region) ?? { known: false as const, why: "It was not asked about." };
    const reached = plans
      .filter((plan) => plan.regions.includes(region))
      .flatMap(({ selections }) => selections.flatMap(reachableKinds));
    return checkOfFact("region-opt-in", title, fact, (optIn) => observe(reached, optIn, region), { region });
  });
}

/** Whose settings are read. */
export interface AskedAccount {
  /** Undefined if it is not known who calls. */
  readonly accountId?: string | undefined;
  /** Undefined if the source of the organization does not tell it. */
  readonly managementAccountId?: string | undefined;
}

/** Whether the account that is asked is known not to be the management account. */
export function isKnownMember({ accountId, managementAccountId }: AskedAccount): boolean {
  return accountId !== undefined && managementAccountId !== undefined && accountId !== managementAccountId;
}

function notTheManagementAccount(
  { accountId = "", managementAccountId = "" }: AskedAccount,
  region: string,
): Observation {
  return {
    status: "unknown",
    seen: `The caller is in ${accountId}, not in the management account ${managementAccountId}, whose settings were not read. Assumed: ${assumption("management-account-opt-in-counts").sentence}`,
    action: `Run preflight with credentials of the management account, or check there: aws backup describe-region-settings --region ${region}.`,
  };
}

interface JudgedReach extends ReachedKind {
  readonly verdict: Verdict;
}

function observe(
  reached: readonly ReachedKind[],
  optIn: ReadonlyMap<string, boolean>,
  region: string,
): Observation {
  const managementAccount = Object.fromEntries(optIn);
  const judged = reached.map((reach) => ({
    ...reach,
    verdict: optInAllows(reach.kind, reach.by, { origin: "policy", managementAccount, account: undefined }),
  }));
  const off = (wanted: (reach: JudgedReach) => boolean): readonly ResourceKind[] => [
    ...new Set(
      judged.filter((reach) => reach.verdict.answer === "no" && wanted(reach)).map(({ kind }) => kind),
    ),
  ];
  // Of types that share an ARN form, perhaps only one is used: none may be backed up if all are off.
  const lost = off(({ kind, by }) => by === "type" && sharedOff(kind, judged));
  const doubtful = off(({ kind, by }) => by === "type" && !sharedOff(kind, judged));
  const passed = off(({ by }) => by !== "type");
  const unknown = judged.filter(({ verdict, by }) => verdict.answer === "unknown" && by === "type");
  const overridden = judged.filter(
    ({ by, kind, verdict }) => by === "type" && verdict.answer === "yes" && optIn.get(kind.optIn) === false,
  );
  const assumed: readonly AssumptionId[] = [
    ...(overridden.some(({ isTagged }) => isTagged) ? (["type-and-tag-overrides-opt-in"] as const) : []),
    ...(judged.some(
      ({ by, verdict }) => by === "type" && verdict.mark === "contradicting" && verdict.answer === "no",
    )
      ? (["shared-arn-form-needs-opt-in"] as const)
      : []),
  ];
  const status: CheckStatus =
    lost.length > 0 ? "failed" : doubtful.length + passed.length + unknown.length > 0 ? "warning" : "ok";
  const seen = [
    sentence("Selected by a type that shares its ARN form and needs the opt-in, which is off:", lost),
    sentence("Not opted in, so that they are passed over if the selected ARN form means them:", doubtful),
    sentence("Not opted in, so that resources with the right tag are passed over:", passed),
    sentence(
      "Not in the settings of this Region, so that it is not known:",
      unknown.map(({ kind }) => kind),
    ),
    sentence(
      "Not opted in, and backed up nevertheless, since a selection names the type:",
      overridden.map(({ kind }) => kind),
    ),
    ...assumed.map((id) => `Assumed: ${assumption(id).sentence}`),
  ].filter((text) => text !== "");
  return {
    status,
    seen: seen.length === 0 ? "All that policies select." : seen.join(" "),
    ...(status === "ok"
      ? {}
      : {
          action: `Opt in, in the management account: aws backup update-region-settings --region ${region} --resource-type-opt-in-preference TYPE=true. Its settings count for plans of the organization; those of member accounts and of a delegated administrator do not.`,
        }),
  };
}

/** Whether the opt-in is off for every kind with the same ARN form that a selection names. */
function sharedOff({ pattern }: ResourceKind, judged: readonly JudgedReach[]): boolean {
  return judged
    .filter(({ kind, by }) => by === "type" && kind.pattern === pattern)
    .every(({ verdict }) => verdict.answer === "no");
}

function sentence(text: string, kinds: readonly ResourceKind[]): string {
  return kinds.length === 0 ? "" : `${text} ${kindNames(kinds).join(", ")}.`;
}
