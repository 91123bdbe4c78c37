import { OrgBackupError } from "../../org-backup-error";
import { EffectivePolicies } from "../../organization/effective-policies";
import type { Organization } from "../../organization/organization";
import { preflightJson } from "../../render/preflight-json";
import { preflightText } from "../../render/preflight-text";
import { parseArn } from "../../text/arn";
import { escapeControl } from "../../text/escape-control";
import { accountChecks } from "../../review/preflight/account-checks";
import {
  globalSettingChecks,
  needsOfAll,
  quotaChecks,
  regionChecks,
} from "../../review/preflight/backup-checks";
import { neededActions, POLICY_MANAGEMENT } from "../../review/preflight/needed-actions";
import { organizationChecks } from "../../review/preflight/organization-checks";
import { permissionCheck } from "../../review/preflight/permission-check";
import { checkOf } from "../../review/preflight/preflight-check";
import type { Fact, PreflightCheck } from "../../review/preflight/preflight-check";
import type { BackupNeeds } from "../../effective/backup-plan/backup-needs";
import { needsOfAccount } from "../../review/preflight/backup-checks";
import { changesInCode, changesInPlans } from "../../sources/declared-changes";
import type { DeclaredChanges } from "../../sources/declared-changes";
import type { AwsSession } from "../../sources/live/aws-session";
import type { LiveOptions } from "../../sources/live/live-options";
import { readOrganizationFile } from "../../sources/organization-file";
import { STANDARD_INPUT } from "../../sources/read-text";
import { accountsAskedFor } from "../accounts";
import { statusFor } from "../fail-on";
import type { ExitStatus, CliContext } from "../cli-context";
import { withLive } from "../live";
import type { LiveContext } from "../live";
import { outputsOf, textOptions, writeOutputs } from "../output-options";
import type { OutputOptions } from "../output-options";
import { readChange } from "../read-change";
import { readLive } from "../read-organization";

export interface PreflightOptions extends OutputOptions, LiveOptions {
  readonly org?: string;
  readonly plan?: readonly string[];
  readonly assumeRoleName?: string;
  readonly sample: string;
  readonly all?: boolean;
  readonly account?: readonly string[];
  readonly failOn: string;
}

/** Accounts that are looked into at a time. */
const ACCOUNTS_AT_ONCE = 4;
const NOT_ENTERED = "assume-role";

/** `org-backup preflight`: what must be true before apply. */
export async function preflight(
  directory: string | undefined,
  options: PreflightOptions,
  host: CliContext,
): Promise<ExitStatus> {
  const outputs = outputsOf(options, ["text", "json"]);
  statusFor(options.failOn, []);
  const sample = sampleOf(options.sample);
  if (options.assumeRoleName === undefined && (options.all === true || options.account !== undefined)) {
    throw new OrgBackupError(
      "usage",
      "--all and --account look into accounts: they take --assume-role-name.",
    );
  }
  const plans = options.plan ?? [];
  if (plans.includes(STANDARD_INPUT)) {
    throw new OrgBackupError("usage", "The plan is read twice: give --plan a file, not standard input.");
  }
  const changes = changesAtHand(directory, plans);
  const fromFile = options.org === undefined ? undefined : readOrganizationFile(options.org);
  const checks = await withLive(options, host, "preflight", async (live) => {
    const current = fromFile ?? (await readLive(live));
    const organization =
      changes === undefined
        ? current
        : readChange(directory, { current, ...(plans.length > 0 ? { plan: plans } : {}) }).after;
    const policies = EffectivePolicies.compute(organization, host.now());
    return [
      ...(await checksOfOrganization(live, policies, changes)),
      ...(options.assumeRoleName === undefined
        ? []
        : await checksOfAccounts(
            live,
            policies,
            options.assumeRoleName,
            accountsToLookInto(policies, options, sample, live.progress),
          )),
    ];
  });
  writeOutputs(outputs, host, (format, toFile) =>
    format === "json" ? preflightJson(checks) : preflightText(checks, textOptions(host, toFile)),
  );
  return statusFor(
    options.failOn,
    checks.flatMap(({ finding }) => finding?.severity ?? []),
  );
}

function changesAtHand(directory: string | undefined, plans: readonly string[]): DeclaredChanges | undefined {
  if (plans.length > 0) {
    return changesInPlans(plans);
  }
  return directory === undefined ? undefined : changesInCode(directory);
}

async function checksOfOrganization(
  { api, session }: LiveContext,
  policies: EffectivePolicies,
  changes: DeclaredChanges | undefined,
): Promise<readonly PreflightCheck[]> {
  const facts = await import("../../sources/live/read-organization-facts.js");
  const { simulateCaller } = await import("../../sources/live/read-permissions.js");
  const needs = needsOfAll(policies);
  const organization = await facts.readOrganizationFacts(api);
  const regions = new Map<string, Fact<ReadonlyMap<string, boolean>>>();
  for (const region of needs.regions) {
    regions.set(region, await facts.readRegionSettings(session, region));
  }
  const usesStackSets = changes?.has("aws_cloudformation_stack_set") === true;
  return [
    ...organizationChecks(organization, usesStackSets),
    ...globalSettingChecks(await facts.readGlobalSettings(session), needs),
    ...regionChecks(regions, needs),
    permissionCheck(await simulateCaller(session, neededActions(changes ?? POLICY_MANAGEMENT))),
    ...quotaChecks(policies.organization),
  ];
}

interface AccountToLookInto {
  readonly accountId: string;
  readonly needs: BackupNeeds;
}

/** Accounts that are backed up, and those that receive copies. */
function accountsToLookInto(
  policies: EffectivePolicies,
  { all, account }: PreflightOptions,
  sample: number,
  progress: LiveContext["progress"],
): readonly AccountToLookInto[] {
  const { organization } = policies;
  const asked = account === undefined ? undefined : new Set(accountsAskedFor(organization, account));
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
  { session, progress }: LiveContext,
  policies: EffectivePolicies,
  roleName: string,
  accounts: readonly AccountToLookInto[],
): Promise<readonly PreflightCheck[]> {
  const { createLimiter } = await import("../../sources/live/limiter.js");
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
  const { readAccountFacts } = await import("../../sources/live/read-account-facts.js");
  const { factOf } = await import("../../sources/live/fact.js");
  const own = await session.caller();
  const partition = parseArn(own.arn)?.partition ?? "aws";
  const there =
    own.accountId === accountId
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

function sampleOf(text: string): number {
  const size = Number(text);
  if (!Number.isInteger(size) || size < 1) {
    throw new OrgBackupError(
      "usage",
      `--sample expects a number of accounts, found ${JSON.stringify(text)}.`,
    );
  }
  return size;
}
