import { OrgBackupError } from "../org-backup-error";
import { EffectivePolicies } from "../organization/effective-policies";
import type { Organization } from "../organization/organization";
import { accountChecks } from "../review/preflight/account-checks";
import {
  globalSettingChecks,
  needsOfAccount,
  needsOfAll,
  quotaChecks,
  plansOfAll,
  scheduleChecks,
} from "../review/preflight/backup-checks";
import { isManagementAccount } from "../capabilities/selection-opt-in";
import { optInChecks } from "../review/preflight/opt-in-checks";
import { neededActions, POLICY_MANAGEMENT } from "../review/preflight/needed-actions";
import { organizationChecks } from "../review/preflight/organization-checks";
import { permissionCheck } from "../review/preflight/permission-check";
import { checkOf } from "../review/preflight/preflight-check";
import type { Fact, PreflightCheck } from "../review/preflight/preflight-check";
import type { BackupNeeds } from "../effective/backup-plan/backup-needs";
import { changesInCode, changesInPlans } from "../sources/declared-changes";
import type { DeclaredChanges } from "../sources/declared-changes";
import type { AwsSession } from "../sources/live/aws-session";
import { readOrganizationFile } from "../sources/organization-file";
import { STANDARD_INPUT } from "../sources/read-text";
import { parseArn } from "../text/arn";
import { escapeControl } from "../text/escape-control";
import { accountsAskedFor } from "./accounts";
import type { Live } from "./live";
import { readChange } from "./read-change";
import { readOrganizationNow } from "./read-live-organization";

export interface PreflightRequest {
  /** The output directory of `cdktf synth`: the change that is about to be applied. */
  readonly directory?: string | undefined;
  /** Terraform plans: the change that is about to be applied. */
  readonly plans?: readonly string[] | undefined;
  /** An organization file; the live organization if undefined. */
  readonly file?: string | undefined;
  /** The role to assume in member accounts; they are not looked into if undefined. */
  readonly memberRoleName?: string | undefined;
  /** How many accounts to look into. */
  readonly sample: number;
  /** Every account that is backed up. */
  readonly all?: boolean | undefined;
  /** Ids or names. */
  readonly accounts?: readonly string[] | undefined;
  readonly now: () => Date;
}

/** Accounts that are looked into at a time. */
const ACCOUNTS_AT_ONCE = 4;
const NOT_ENTERED = "assume-role";

/**
 * Checks what must be true before apply. Files are read by the call itself, before the connection is used.
 *
 * @throws OrgBackupError (`usage`, `input`, `aws`)
 */
export function preparePreflight(
  request: PreflightRequest,
): (live: Live) => Promise<readonly PreflightCheck[]> {
  const { directory, plans = [], file, memberRoleName } = request;
  if (memberRoleName === undefined && (request.all === true || request.accounts !== undefined)) {
    throw new OrgBackupError(
      "usage",
      "--all and --account look into accounts: they need --member-role-name.",
    );
  }
  if (plans.includes(STANDARD_INPUT)) {
    throw new OrgBackupError("usage", "The plan is read twice: give --plan a file, not standard input.");
  }
  const changes = changesAtHand(directory, plans);
  const fromFile = file === undefined ? undefined : readOrganizationFile(file);
  return async (live) => {
    const { factOf } = await import("../sources/live/fact.js");
    const current = await factOf(async () => fromFile ?? (await readOrganizationNow(live)));
    if (!current.known) {
      return [unreadable(current.why), ...(await checksWithoutPolicies(live, changes))];
    }
    const organization =
      changes === undefined
        ? current.value
        : readChange({ directory, organization: current.value, plans, at: request.now() }).after;
    const policies = EffectivePolicies.compute(organization, request.now());
    return [
      ...(await checksOfOrganization(live, policies, changes)),
      ...(memberRoleName === undefined
        ? []
        : await checksOfAccounts(
            live,
            policies,
            memberRoleName,
            accountsToLookInto(policies, request, live.progress),
          )),
    ];
  };
}

/** One missing permission hides little; without the organization there is nothing that roles and vaults are for. */
function unreadable(why: string): PreflightCheck {
  return checkOf("organization", "The organization can be read", {
    status: "failed",
    seen: `${why} Not checked: roles, vaults and keys, opt-ins, copies to other accounts, quotas.`,
  });
}

async function checksWithoutPolicies(
  { api, session }: Live,
  changes: DeclaredChanges | undefined,
): Promise<readonly PreflightCheck[]> {
  const { readOrganizationFacts } = await import("../sources/live/read-organization-facts.js");
  const { simulateCaller } = await import("../sources/live/read-permissions.js");
  const usesStackSets = changes?.has("aws_cloudformation_stack_set") === true;
  return [
    ...organizationChecks(await readOrganizationFacts(api), usesStackSets),
    permissionCheck(await simulateCaller(session, neededActions(changes ?? POLICY_MANAGEMENT))),
  ];
}

interface AccountToLookInto {
  readonly accountId: string;
  readonly needs: BackupNeeds;
}

function changesAtHand(directory: string | undefined, plans: readonly string[]): DeclaredChanges | undefined {
  if (plans.length > 0) {
    return changesInPlans(plans);
  }
  return directory === undefined ? undefined : changesInCode(directory);
}

async function checksOfOrganization(
  { api, session }: Live,
  policies: EffectivePolicies,
  changes: DeclaredChanges | undefined,
): Promise<readonly PreflightCheck[]> {
  const facts = await import("../sources/live/read-organization-facts.js");
  const { simulateCaller } = await import("../sources/live/read-permissions.js");
  const { factOf } = await import("../sources/live/fact.js");
  const needs = needsOfAll(policies);
  const organization = await facts.readOrganizationFacts(api);
  const regions = new Map<string, Fact<ReadonlyMap<string, boolean>>>();
  const caller = await factOf(() => session.caller());
  const asked = {
    accountId: caller.known ? caller.value.accountId : undefined,
    managementAccountId: policies.organization.settings.managementAccountId,
  };
  for (const region of isManagementAccount(asked) === "no" ? [] : needs.regions) {
    regions.set(region, await facts.readRegionSettings(session, region));
  }
  const usesStackSets = changes?.has("aws_cloudformation_stack_set") === true;
  return [
    ...organizationChecks(organization, usesStackSets),
    ...scheduleChecks(plansOfAll(policies), policies.at),
    ...globalSettingChecks(await facts.readGlobalSettings(session), needs),
    ...optInChecks(regions, plansOfAll(policies), asked),
    permissionCheck(await simulateCaller(session, neededActions(changes ?? POLICY_MANAGEMENT))),
    ...quotaChecks(policies.organization),
  ];
}

/** Accounts that are backed up, and those that receive copies. */
function accountsToLookInto(
  policies: EffectivePolicies,
  { all, accounts, sample }: PreflightRequest,
  progress: Live["progress"],
): readonly AccountToLookInto[] {
  const { organization } = policies;
  const asked = accounts === undefined ? undefined : new Set(accountsAskedFor(organization, accounts));
  const candidates = organization.accounts.flatMap(({ id, state }): readonly AccountToLookInto[] => {
    const needs = needsOfAccount(policies, id);
    const isBackedUp = state === "ACTIVE" && needs.vaults.length + needs.roles.length > 0;
    return isBackedUp && (asked === undefined || asked.has(id)) ? [{ accountId: id, needs }] : [];
  });
  const isCandidate = new Set(candidates.map(({ accountId }) => accountId));
  for (const id of [...(asked ?? [])].filter((each) => !isCandidate.has(each))) {
    progress.warn(
      escapeControl(
        `${organization.path(id)} (${id}) is not active or not backed up: there is nothing to look at.`,
      ),
    );
  }
  const chosen = all === true || asked !== undefined ? candidates : evenly(candidates, sample);
  const copies = needsOfAll(policies).vaults.filter(
    ({ accountId, use }) => use === "copy" && accountId !== undefined,
  );
  const destinations = new Set(copies.flatMap(({ accountId }) => accountId ?? []));
  return [
    ...chosen.map(({ accountId, needs }) => ({
      accountId,
      needs: { ...needs, vaults: [...needs.vaults, ...copies] },
    })),
    ...[...destinations].flatMap((accountId) =>
      organization.account(accountId) === undefined || chosen.some((each) => each.accountId === accountId)
        ? []
        : [
            {
              accountId,
              needs: { regions: [], roles: [], vaults: copies, resourceTypes: [], selectsByTag: false },
            },
          ],
    ),
  ];
}

async function checksOfAccounts(
  { session, progress }: Live,
  policies: EffectivePolicies,
  roleName: string,
  accounts: readonly AccountToLookInto[],
): Promise<readonly PreflightCheck[]> {
  const { createLimiter } = await import("../sources/live/limiter.js");
  const limit = createLimiter(ACCOUNTS_AT_ONCE);
  progress.expect(accounts.length);
  const settled = await Promise.allSettled(
    accounts.map((account) =>
      limit(async () => {
        const checks = await checksOfAccount(session, policies.organization, roleName, account);
        progress.done(1);
        return checks;
      }),
    ),
  );
  const checks = settled.flatMap((result) => {
    if (result.status === "rejected") {
      throw result.reason;
    }
    return result.value;
  });
  // One account that cannot be entered hides little; none that can leaves nothing checked of what was asked.
  const isAllClosed = checks.every(({ id }) => id === NOT_ENTERED);
  return isAllClosed
    ? checks.map(({ id, title, seen, finding, accountId = "" }) =>
        checkOf(id, title, { status: "failed", seen, action: finding?.hint ?? "" }, { accountId }),
      )
    : checks;
}

async function checksOfAccount(
  session: AwsSession,
  organization: Organization,
  roleName: string,
  { accountId, needs }: AccountToLookInto,
): Promise<readonly PreflightCheck[]> {
  const { readAccountFacts } = await import("../sources/live/read-account-facts.js");
  const { factOf } = await import("../sources/live/fact.js");
  const own = await factOf(() => session.caller());
  const partition = (own.known ? parseArn(own.value.arn)?.partition : undefined) ?? "aws";
  const there =
    own.known && own.value.accountId === accountId
      ? session
      : session.assume(`arn:${partition}:iam::${accountId}:role/${roleName}`, "org-backup-preflight");
  try {
    const entered = await factOf(() => there.caller());
    if (!entered.known) {
      return [
        checkOf(
          NOT_ENTERED,
          `The role ${roleName} can be assumed`,
          {
            status: "unknown",
            seen: entered.why,
            action: `Check that the role exists in ${organization.path(accountId)} and trusts the caller; nothing else was looked at there.`,
          },
          { accountId },
        ),
      ];
    }
    return accountChecks(await readAccountFacts(there, accountId, needs), needs);
  } finally {
    if (there !== session) {
      there.close();
    }
  }
}

function evenly<T>(items: readonly T[], size: number): readonly T[] {
  const step = Math.max(1, items.length / size);
  return items
    .filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step))
    .slice(0, size);
}
