import { EffectivePolicies } from "../../organization/effective-policies";
import { refusedPolicies } from "../../organization/refused-policies";
import { effectiveJson } from "../../render/effective-json";
import { effectiveText } from "../../render/effective-text";
import { accountsAskedFor } from "../accounts";
import type { ExitStatus, CliContext } from "../cli-context";
import { outputsOf, textOptions, writeOutputs } from "../output-options";
import type { OutputOptions } from "../output-options";
import { organizationOf } from "../read-organization";
import { warnOfRefusals } from "../warn-of-refusals";

export interface EffectiveOptions extends OutputOptions {
  readonly org?: string;
  readonly account?: readonly string[];
}

/** `org-backup effective`: the effective policy of accounts, as `DescribeEffectivePolicy` would give it. */
export function effective(options: EffectiveOptions, host: CliContext): ExitStatus {
  const outputs = outputsOf(options, ["text", "json"]);
  const organization = organizationOf(options);
  const accounts = accountsAskedFor(organization, options.account);
  const at = host.now();
  const policies = EffectivePolicies.compute(organization, at, accounts);
  const refused = refusedPolicies(organization, accounts, at);
  warnOfRefusals(refused, host);
  writeOutputs(outputs, host, (format, toFile) =>
    format === "json"
      ? effectiveJson(policies, accounts, refused)
      : effectiveText(policies, accounts, textOptions(host, toFile)),
  );
  return 0;
}
