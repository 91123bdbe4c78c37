import { globSync, isDynamicPattern } from "tinyglobby";
import { OrgBackupError } from "../../org-backup-error";
import { validatePolicyText } from "../../policy/validate";
import type { PolicyFormat } from "../../policy/document";
import type { ValidatedFile } from "../../render/validation";
import { validationJson } from "../../render/validation-json";
import { validationSarif } from "../../render/validation-sarif";
import { validationText } from "../../render/validation-text";
import { displayName, readText, STANDARD_INPUT } from "../../sources/read-text";
import { statusFor } from "../fail-on";
import type { ExitStatus, CliContext } from "../cli-context";
import { timeOfAt } from "../parse-time";
import { outputsOf, textOptions, writeOutputs } from "../output-options";
import type { OutputOptions } from "../output-options";

export interface ValidateOptions extends OutputOptions {
  readonly at?: string;
  readonly failOn: string;
}

/** `org-backup validate`: would AWS accept these documents, and are they wise. */
export function validate(files: readonly string[], options: ValidateOptions, host: CliContext): ExitStatus {
  const outputs = outputsOf(options, ["text", "json", "sarif"]);
  statusFor(options.failOn, []);
  const at = options.at === undefined ? host.now() : timeOfAt(options.at);
  const validated = filesNamed(files).map((file) => validateFile(file, at));
  writeOutputs(outputs, host, (format, toFile) => {
    switch (format) {
      case "json":
        return validationJson(validated);
      case "sarif":
        return validationSarif(validated);
      default:
        return validationText(validated, textOptions(host, toFile));
    }
  });
  return statusFor(
    options.failOn,
    validated.flatMap(({ issues }) => issues.map(({ severity }) => severity)),
  );
}

function validateFile(file: string, at: Date): ValidatedFile {
  const text = readText(file);
  const { accepted, issues } = validatePolicyText(text, { at, format: formatOf(file, text) });
  return { file: displayName(file), accepted, issues, text };
}

function formatOf(file: string, text: string): PolicyFormat {
  if (/\.json$/i.test(file)) {
    return "json";
  }
  return /\.ya?ml$/i.test(file) || !/^\s*[{[]/.test(text) ? "yaml" : "json";
}

/** Patterns that the shell left alone are expanded here. */
function filesNamed(names: readonly string[]): readonly string[] {
  return names.flatMap((name) => {
    if (name === STANDARD_INPUT || !isDynamicPattern(name)) {
      return [name];
    }
    const found = globSync(name, { absolute: false, expandDirectories: false }).sort();
    if (found.length === 0) {
      throw new OrgBackupError("usage", `No file matches ${JSON.stringify(name)}.`);
    }
    return found;
  });
}
