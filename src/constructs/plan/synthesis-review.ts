import { OrgBackupError } from "../../org-backup-error";
import { EffectivePolicies } from "../../organization/effective-policies";
import type { Organization } from "../../organization/organization";
import { review } from "../../review/review";
import type { Review } from "../../review/review";
import { propose } from "../../sources/declared/propose";
import type { AppRegistry } from "../app-registry";
import type { BackupPolicy } from "../backup-policy";
import { acknowledge } from "./acknowledge";
import { addressOf, declaredByConstructs } from "./declared-by-constructs";
import { documentsAlone } from "./documents-alone";
import { missingProvisions } from "./missing-provisions";
import type { SynthesisPlan } from "./plan-file";
import { documentFindings, organizationFindings, withheldFindings } from "./policy-findings";
import { PolicySources } from "./policy-sources";
import { retentionFindings } from "./retention-findings";
import { finding } from "./synthesis-finding";
import type { SynthesisFinding } from "./synthesis-finding";

const APP = "app";

/** What the code of an app does to the organization, and what is wrong with it. */
export function reviewApp(registry: AppRegistry, at: Date): SynthesisPlan {
  const { organization } = registry;
  const found =
    organization === undefined ? reviewAlone(registry, at) : reviewWith(registry, organization, at);
  const nameOf = (id: string): string => found.policyNames.get(id) ?? id;
  const where = registry.settings?.where ?? APP;
  const findings = acknowledge(found.findings, registry.settings?.acknowledge ?? [], at, where, nameOf);
  return { ...found, at, organization, findings: bySeverity(findings) };
}

type Found = Pick<SynthesisPlan, "review" | "findings" | "policyNames">;

function reviewAlone(registry: AppRegistry, at: Date): Found {
  const policies = [...registry.policies.values()];
  const idOf = ({ policy }: BackupPolicy): string => addressOf(policy);
  const sources = new PolicySources(policies, (address) => address);
  const { provisions } = registry;
  const findings = [
    ...documentFindings(policies, at, idOf),
    ...accessFindings(registry),
    ...(provisions.isEmpty
      ? []
      : missingProvisions(documentsAlone(policies, at), provisions.anywhere(), sources, false)),
  ];
  return {
    review: undefined,
    findings,
    policyNames: new Map(policies.map((policy) => [idOf(policy), policy.name])),
  };
}

function reviewWith(registry: AppRegistry, current: Organization, at: Date): Found {
  const { provisions } = registry;
  const policies = [...registry.policies.values()];
  const declared = declaredByConstructs(registry);
  let proposal: ReturnType<typeof propose>;
  try {
    proposal = propose(current, declared);
  } catch (error) {
    return { review: undefined, findings: misfits(error), policyNames: new Map() };
  }
  const { organization, managedPolicyIds, unresolved, refusals, replacedAttachments } = proposal;
  const idByName = new Map(organization.policies.map(({ id, name }) => [name, id]));
  const idOf = ({ policy, name }: BackupPolicy): string => idByName.get(name) ?? addressOf(policy);
  const whereById = new Map(policies.map((policy) => [idOf(policy), policy.node.path]));
  const before = EffectivePolicies.compute(current, at);
  const after = EffectivePolicies.compute(organization, at);
  const result = review(before, { after, unresolved, refusals, replacedAttachments }, { at });
  const sources = new PolicySources(policies, (address, name) => idByName.get(name) ?? address);
  const isManaged = (id: string): boolean => managedPolicyIds.has(id);
  const own = [
    ...documentFindings(policies, at, idOf),
    ...withheldFindings(after, isManaged, (id) => whereById.get(id)),
    ...missingProvisions(after, provisions, sources, true),
    ...retentionFindings(after, provisions, sources),
    ...organizationFindings(organization, isManaged, registry.settings?.where ?? APP),
    ...accessFindings(registry),
  ];
  return {
    review: result,
    findings: [...own, ...others(result, whereById)],
    policyNames: new Map(organization.policies.map(({ id, name }) => [id, name])),
  };
}

/** What the review finds beyond the checks here: it says what changes, and does not fail the synthesis. */
function others({ findings }: Review, whereById: ReadonlyMap<string, string>): readonly SynthesisFinding[] {
  const own = new Set([
    "account-withheld",
    "not-knowable",
    "policy-refused",
    "prerequisite-missing",
    "quota-reached",
    "trusted-access-removed",
  ]);
  return findings
    .filter(({ rule }) => !own.has(rule))
    .map((found) => ({
      ...found,
      where: found.policies.map((id) => whereById.get(id)).find((path) => path !== undefined) ?? APP,
    }));
}

function accessFindings({ access }: AppRegistry): readonly SynthesisFinding[] {
  return access?.trustedAccess === "off"
    ? [
        finding(
          "trusted-access-off",
          "warning",
          access.node.path,
          "Trusted access for AWS Backup is switched off: jobs outside the current account become invisible to the management account. AWS Backup's service role remains, and switching trusted access on again restores everything.",
          { hint: 'Set trustedAccess: "on" to keep the organization-wide view.' },
        ),
      ]
    : [];
}

function misfits(error: unknown): readonly SynthesisFinding[] {
  if (!(error instanceof OrgBackupError)) {
    throw error;
  }
  const problems =
    error.problems.length > 0 ? error.problems : [{ where: error.where ?? APP, message: error.message }];
  return problems.map(({ where, message }) => finding("does-not-fit", "error", where, message));
}

const ORDER = { error: 0, warning: 1, notice: 2 } as const;

function bySeverity(findings: readonly SynthesisFinding[]): readonly SynthesisFinding[] {
  return findings.toSorted((first, second) => ORDER[first.severity] - ORDER[second.severity]);
}
