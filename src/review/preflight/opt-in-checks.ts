import { kindNames } from "../../capabilities/resource-kinds";
import type { ResourceKind } from "../../capabilities/resource-kinds";
import { assumedSentences, isManagementAccount, selectionOptIn } from "../../capabilities/selection-opt-in";
import type { AskedAccount } from "../../capabilities/selection-opt-in";
import { reachableKinds } from "../../capabilities/selection/reachable-kinds";
import type { ReachedKind } from "../../capabilities/selection/reachable-kinds";
import { assumption } from "../../effective/assumptions";
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
    const isManagement = isManagementAccount(asked);
    if (isManagement === "no") {
      return checkOf("region-opt-in", title, notTheManagementAccount(asked, region), { region });
    }
    const fact = settings.get(region) ?? { known: false as const, why: "It was not checked." };
    const reached = plans
      .filter((plan) => plan.regions.includes(region))
      .flatMap(({ selections }) => selections.flatMap(reachableKinds));
    const observe = (settings: ReadonlyMap<string, boolean>): Observation => {
      const seen = observed(reached, settings, region);
      return isManagement === "yes" ? seen : ofUnknownAccount(seen);
    };
    return checkOfFact("region-opt-in", title, fact, observe, { region });
  });
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

/** Without a name for the management account, nothing says that the settings are its own. */
function ofUnknownAccount({ status, seen, action }: Observation): Observation {
  return {
    status: status === "ok" ? "unknown" : status,
    seen: `${seen} Assumed: ${assumption("caller-is-management-account").sentence}`,
    action:
      action ?? "Add managementAccountId to the organization file, or run preflight with --live instead.",
  };
}

function observed(
  reached: readonly ReachedKind[],
  settings: ReadonlyMap<string, boolean>,
  region: string,
): Observation {
  const judged = selectionOptIn(reached, settings, region);
  const { lost, doubtful, passedOver, unknown, overridden } = judged;
  const status: CheckStatus =
    lost.length > 0 ? "failed" : doubtful.length + passedOver.length + unknown.length > 0 ? "warning" : "ok";
  const seen = [
    sentence("Selected by a type that shares its ARN form and needs the opt-in, which is off:", lost),
    sentence("Opted out, and skipped if the selected ARN form refers to them:", doubtful),
    sentence("Opted out, so resources that only a tag, * or their service selects are skipped:", passedOver),
    sentence("Not in the settings of this Region, so it is not known whether they are opted in:", unknown),
    sentence("Opted out, but backed up nevertheless, since a selection names the type:", overridden),
    ...assumedSentences(judged),
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

function sentence(text: string, kinds: readonly ResourceKind[]): string {
  return kinds.length === 0 ? "" : `${text} ${kindNames(kinds).join(", ")}.`;
}
