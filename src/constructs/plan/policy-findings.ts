import type { EffectivePolicies } from "../../organization/effective-policies";
import type { Organization } from "../../organization/organization";
import { policyDocumentFromValue } from "../../policy/document";
import { QUOTAS } from "../../policy/quotas";
import { validatePolicy } from "../../policy/validate";
import { describeAccounts } from "../../review/account-scope";
import type { BackupPolicy } from "../backup-policy";
import { finding } from "./synthesis-finding";
import type { SynthesisFinding } from "./synthesis-finding";

/** Documents that CreatePolicy would refuse, and those that cannot be read before apply. */
export function documentFindings(
  policies: readonly BackupPolicy[],
  at: Date,
  idOf: (policy: BackupPolicy) => string,
): readonly SynthesisFinding[] {
  return policies.flatMap((policy) => {
    const { node, name, content } = policy;
    const where = node.path;
    const details = { policies: [idOf(policy)] };
    if (content.document === undefined) {
      const message = `The content of the policy ${JSON.stringify(name)} is decided only during apply: nothing can be said about the accounts that inherit it.`;
      return [finding("content-not-knowable", "warning", where, message, details)];
    }
    const { issues } = validatePolicy(policyDocumentFromValue(content.document, content.text), { at });
    const refusals = [...content.issues, ...issues].filter(({ severity }) => severity === "error");
    return refusals.map(({ message, path, hint }) =>
      finding(
        "policy-refused",
        "error",
        where,
        `AWS would refuse the policy ${JSON.stringify(name)}: ${message}`,
        { ...details, path, hint },
      ),
    );
  });
}

/** Accounts whose merged policy is invalid; an error where the code has a part in it. */
export function withheldFindings(
  effective: EffectivePolicies,
  isManaged: (policyId: string) => boolean,
  whereOf: (policyId: string) => string | undefined,
): readonly SynthesisFinding[] {
  const { organization } = effective;
  return [...effective.distinct()].flatMap(([{ status, errors }, accounts]) => {
    if (status !== "withheld") {
      return [];
    }
    const policies = [...new Set(errors.flatMap((error) => error.policies))];
    const names = policies.map((id) => organization.policy(id)?.name ?? id);
    // Levels come in order: the policy nearest to the accounts is the likeliest to be at fault.
    const where = policies.map(whereOf).findLast((path) => path !== undefined) ?? "";
    const reasons = errors.map(({ code, message, path }) => `${code} at ${path}: ${message}`).join("; ");
    const message = `AWS would withhold the merged policy of ${describeAccounts(organization, accounts)}, which stays on the policy that it has. ${reasons}. Policies: ${names.join(", ")}.`;
    return [
      finding("account-withheld", policies.some(isManaged) ? "error" : "warning", where, message, {
        accounts,
        policies,
        path: errors[0]?.path ?? "",
        hint: "Mend every error named, or accept it with an acknowledgement in BackupOrganization.",
      }),
    ];
  });
}

/** What is in the organization and not in the code, and what the organization has too much of. */
export function organizationFindings(
  organization: Organization,
  isManaged: (policyId: string) => boolean,
  where: string,
): readonly SynthesisFinding[] {
  const foreign = organization.policies.filter(({ id }) => !isManaged(id));
  const perTarget = QUOTAS.policiesPerTarget;
  const all = QUOTAS.policiesPerOrganization;
  const crowded = organization.attachments.filter(({ policyIds }) => policyIds.length > perTarget.limit);
  return [
    ...foreign.map(({ id, name }) =>
      finding(
        "policy-not-in-code",
        "notice",
        where,
        `The policy ${JSON.stringify(name)} exists and is not in the code: Terraform deletes it if it was, and leaves it alone if it never was.`,
        { policies: [id] },
      ),
    ),
    ...crowded.map(({ targetId, policyIds }) =>
      finding(
        "too-many-policies",
        "error",
        where,
        `${organization.path(targetId)} has ${policyIds.length} backup policies: AWS allows ${perTarget.limit} ${perTarget.item}.`,
        { policies: policyIds },
      ),
    ),
    ...(organization.policies.length > all.limit
      ? [
          finding(
            "too-many-policies",
            "error",
            where,
            `There are ${organization.policies.length} policies: AWS allows ${all.limit} ${all.item}.`,
          ),
        ]
      : []),
    ...(organization.backupPoliciesEnabled
      ? []
      : [
          finding(
            "policy-type-not-enabled",
            "error",
            where,
            "The policy type BACKUP_POLICY is not enabled in the organization, so that no backup policy has an effect.",
            {
              hint: 'Let OrganizationBackupAccess enable it with mode "adopt", or enable it and bring the organization file up to date.',
            },
          ),
        ]),
  ];
}
