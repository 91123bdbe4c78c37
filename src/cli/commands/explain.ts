import { EffectivePolicyValidator } from "../../effective/effective-policy";
import { explainSettings } from "../../effective/explain";
import { mergeLevels } from "../../effective/inherit";
import { OrgBackupError } from "../../org-backup-error";
import { inheritanceLevels } from "../../organization/inheritance-levels";
import { refusedPolicies } from "../../organization/refused-policies";
import { grammarEntryAt } from "../../policy/grammar/lookup";
import { explainJson } from "../../render/explain-json";
import { explainText } from "../../render/explain-text";
import { didYouMeanSentence } from "../../text/did-you-mean";
import { accountAskedFor } from "../accounts";
import type { ExitStatus, CliContext } from "../cli-context";
import { outputsOf, textOptions, writeOutputs } from "../output-options";
import type { OutputOptions } from "../output-options";
import { organizationOf } from "../read-organization";
import { warnOfRefusals } from "../warn-of-refusals";

export interface ExplainOptions extends OutputOptions {
  readonly org?: string;
  readonly account: string;
}

/** `org-backup explain`: where the values of one account's effective policy come from. */
export function explain(path: string | undefined, options: ExplainOptions, host: CliContext): ExitStatus {
  const outputs = outputsOf(options, ["text", "json"]);
  const organization = organizationOf(options);
  const account = accountAskedFor(organization, options.account);
  const at = host.now();
  const levels = inheritanceLevels(organization, account);
  const asked = path?.replace(/^\/+|\/+$/g, "") ?? "";
  const settings = explainSettings(levels, asked);
  if (settings.length === 0 && asked !== "" && grammarEntryAt(asked.toLowerCase().split("/")) === undefined) {
    const known = explainSettings(levels).map((setting) => setting.path);
    throw new OrgBackupError(
      "usage",
      `There is no setting ${JSON.stringify(asked)} in a backup policy.${didYouMeanSentence(asked, known)}`,
      {
        hint: "Paths are written as AWS writes them: plans/PLAN/rules/RULE/lifecycle/delete_after_days.",
      },
    );
  }
  const explained = {
    account,
    path: asked,
    outcome: new EffectivePolicyValidator(at).validate(mergeLevels(levels), levels),
    settings,
  };
  warnOfRefusals(refusedPolicies(organization, [account], at), host);
  writeOutputs(outputs, host, (format, toFile) =>
    format === "json"
      ? explainJson(organization, explained)
      : explainText(organization, explained, textOptions(host, toFile)),
  );
  return 0;
}
