import { EffectivePolicyValidator } from "../effective/effective-policy";
import { explainSettings } from "../effective/explain";
import type { ExplainedAccount } from "../effective/explained-account";
import { mergeLevels } from "../effective/inherit";
import { OrgBackupError } from "../org-backup-error";
import { inheritanceLevels } from "../organization/inheritance-levels";
import type { Organization } from "../organization/organization";
import { refusedPolicies } from "../organization/refused-policies";
import type { RefusedPolicy } from "../organization/refused-policies";
import { grammarEntryAt } from "../policy/grammar/lookup";
import { didYouMeanSentence } from "../text/did-you-mean";
import { accountAskedFor } from "./accounts";
import { organizationFrom } from "./organization-source";
import type { OrganizationSource } from "./organization-source";

export interface ExplainRequest {
  readonly organization: OrganizationSource | undefined;
  /** An id or a name. */
  readonly account: string;
  /** A setting or container; everything if undefined. */
  readonly path?: string | undefined;
  readonly at: Date;
}

export interface ExplainResult extends ExplainedAccount {
  readonly organization: Organization;
  readonly refused: readonly RefusedPolicy[];
}

/** Where the values of one account's effective policy come from. */
export function explain(request: ExplainRequest): ExplainResult {
  const organization = organizationFrom(request.organization);
  const account = accountAskedFor(organization, request.account);
  const levels = inheritanceLevels(organization, account);
  const path = request.path?.replace(/^\/+|\/+$/g, "") ?? "";
  const settings = explainSettings(levels, path);
  if (settings.length === 0 && path !== "" && grammarEntryAt(path.toLowerCase().split("/")) === undefined) {
    const known = explainSettings(levels).map((setting) => setting.path);
    throw new OrgBackupError(
      "usage",
      `There is no setting ${JSON.stringify(path)} in a backup policy.${didYouMeanSentence(path, known)}`,
      { hint: "Paths are written as AWS writes them: plans/PLAN/rules/RULE/lifecycle/delete_after_days." },
    );
  }
  return {
    organization,
    account,
    path,
    outcome: new EffectivePolicyValidator(request.at).validate(mergeLevels(levels), levels),
    settings,
    refused: refusedPolicies(organization, [account], request.at),
  };
}
