import { EffectivePolicies } from "../../organization/effective-policies";
import { coverageJson } from "../../render/coverage-json";
import { coverageText } from "../../render/coverage-text";
import { coverageOf } from "../../review/coverage";
import { accountsAskedFor } from "../accounts";
import type { ExitStatus, CliContext } from "../cli-context";
import { outputsOf, textOptions, writeOutputs } from "../output-options";
import type { OutputOptions } from "../output-options";
import { organizationAfter } from "../read-account-view";

export interface CoverageOptions extends OutputOptions {
  readonly org?: string;
  readonly plan?: readonly string[];
  readonly account?: readonly string[];
}

/** `org-backup coverage`: what is backed up, by what, and what is not. */
export function coverage(options: CoverageOptions, host: CliContext): ExitStatus {
  const outputs = outputsOf(options, ["text", "json"]);
  const organization = organizationAfter(options);
  const accounts = accountsAskedFor(organization, options.account);
  const at = host.now();
  const found = coverageOf(EffectivePolicies.compute(organization, at), accounts, at);
  writeOutputs(outputs, host, (format, toFile) =>
    format === "json" ? coverageJson(found) : coverageText(found, textOptions(host, toFile)),
  );
  return 0;
}
