import { explainSettings } from "../../effective/explain";
import { levelsOf } from "../../organization/effective-policies";
import { explainJson } from "../../render/explain-json";
import { explainText } from "../../render/explain-text";
import { accountAskedFor } from "../accounts";
import type { ExitStatus, Host } from "../host";
import { outputsOf, textOptions, writeOutputs } from "../output-options";
import type { OutputOptions } from "../output-options";
import { organizationOf } from "../read-organization";

export interface ExplainOptions extends OutputOptions {
  readonly org?: string;
  readonly account: string;
}

/** `org-backup explain`: where the values of one account's effective policy come from. */
export function explain(path: string | undefined, options: ExplainOptions, host: Host): ExitStatus {
  const outputs = outputsOf(options, ["text", "json"]);
  const organization = organizationOf(options);
  const account = accountAskedFor(organization, options.account);
  const settings = explainSettings(levelsOf(organization, account), path?.replace(/^\/+|\/+$/g, ""));
  writeOutputs(outputs, host, (format, toFile) =>
    format === "json"
      ? explainJson(organization, account, settings)
      : explainText(organization, account, settings, textOptions(host, toFile)),
  );
  return 0;
}
