import { basename } from "node:path";
import { OrgBackupError } from "../../org-backup-error";
import { isJsonObject } from "../../text/json";
import type { JsonObject, JsonValue } from "../../text/json";
import { parseJson } from "../../text/parse-json";
import { nestsTooDeep } from "../../text/nesting";
import { positionOf } from "../../text/source-document";
import { at } from "../document-text";
import { displayName, readText, STANDARD_INPUT } from "../read-text";

/** The JSON of one saved plan, as `terraform show -json` or `tofu show -json` writes it. */
export interface PlanFile {
  /** Short, for messages that name one plan of several. */
  readonly name: string;
  readonly json: JsonObject;
}

const WRITE_ONE = "Write it with `terraform plan -out=tfplan` and `terraform show -json tfplan > plan.json`.";

/**
 * Reads the JSON of a Terraform or OpenTofu plan.
 *
 * @throws OrgBackupError (`input`) where the file is missing, truncated, or something else than a plan
 */
export function readPlanFile(file: string): PlanFile {
  return planFileOf(file, readText(file));
}

/** Like {@link readPlanFile}, from a text that is read already; the name is for messages. */
export function planFileOf(file: string, text: string): PlanFile {
  const json = parse(file, text);
  if (!isJsonObject(json)) {
    throw notAPlan(file, "a plan is a JSON object");
  }
  checkKind(file, json);
  checkVersion(file, json);
  if (json.errored === true) {
    throw new OrgBackupError("input", "Terraform says that planning failed: the plan is not complete.", {
      where: displayName(file),
      hint: "Fix what `terraform plan` reports, and write the plan again.",
    });
  }
  return { name: file === STANDARD_INPUT ? "standard input" : basename(file), json };
}

function parse(file: string, text: string): JsonValue {
  if (text.trim() === "") {
    throw notAPlan(file, "it is empty");
  }
  let json: JsonValue;
  try {
    json = JSON.parse(text) as JsonValue;
  } catch {
    throw notJson(file, text);
  }
  if (nestsTooDeep(json)) {
    throw notJson(file, text);
  }
  return json;
}

function notJson(file: string, text: string): OrgBackupError {
  if (text.startsWith('{"@level"')) {
    return notAPlan(file, "it is the log of `terraform plan -json`, not the plan");
  }
  const parsed = parseJson(text);
  const [problem] = parsed.ok ? [] : parsed.problems;
  const offset = problem?.offset ?? text.length;
  const whole = text.trimEnd();
  const truncated = offset >= whole.length || !whole.endsWith("}") ? " The file seems to be cut off." : "";
  return new OrgBackupError(
    "input",
    `Not valid JSON: ${problem?.message ?? "the text nests too deep"}.${truncated}`,
    { where: at(file, positionOf(text, offset)), hint: WRITE_ONE },
  );
}

/** Files that are easily taken for a plan get a word on what they are. */
function checkKind(file: string, json: JsonObject): void {
  if (Array.isArray(json.resource_changes)) {
    return;
  }
  if ((json.resource_changes ?? null) !== null) {
    throw notAPlan(file, '"resource_changes" is not a list');
  }
  if ("@level" in json) {
    throw notAPlan(file, "it is the log of `terraform plan -json`, not the plan");
  }
  if ("lineage" in json || typeof json.version === "number") {
    throw notAPlan(file, "it is a Terraform state file");
  }
  if ("format_version" in json && "values" in json) {
    throw notAPlan(file, "it is a state, written by `terraform show -json` without the name of a plan");
  }
  if (typeof json.format_version !== "string" && typeof json.plan_format_version !== "string") {
    const kind = otherTool(json);
    throw notAPlan(file, kind === undefined ? 'it has no "format_version"' : `it is ${kind}`);
  }
}

function otherTool(json: JsonObject): string | undefined {
  if ("Resources" in json || "AWSTemplateFormatVersion" in json) {
    return "a CloudFormation template";
  }
  if ("Changes" in json && "ChangeSetName" in json) {
    return "a CloudFormation change set";
  }
  if ("steps" in json && "changeSummary" in json) {
    return "a Pulumi preview";
  }
  if ("resource" in json && "terraform" in json) {
    return "Terraform code; give the directory of `cdktf synth` instead of --plan";
  }
  return "schemaVersion" in json ? "a result of org-backup itself" : undefined;
}

function checkVersion(file: string, json: JsonObject): void {
  // HCP Terraform's redacted form carries its own version and leaves out what this one is about.
  const version = json.format_version ?? json.plan_format_version;
  const [major] = typeof version === "string" ? version.split(".") : [];
  if (major !== "1" && version !== "0.2") {
    throw new OrgBackupError(
      "input",
      `The plan has format version ${JSON.stringify(version ?? null)}; versions 1.x are known.`,
      { where: displayName(file), hint: "A newer org-backup may know it." },
    );
  }
}

function notAPlan(file: string, reason: string): OrgBackupError {
  return new OrgBackupError("input", `This is not the JSON of a Terraform plan: ${reason}.`, {
    where: displayName(file),
    hint: WRITE_ONE,
  });
}
