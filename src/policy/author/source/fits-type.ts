import type { JsonValue } from "../../../text/json";
import type { GrammarSetting } from "../../grammar/node";
import type { ValueSpec } from "../../grammar/value-spec";
import { valueCheck } from "../../validate/value-check";

/** Whether the type of a setting takes a scalar of a document, so that the source that holds it compiles. */
export function fitsSetting(value: JsonValue, setting: GrammarSetting): boolean {
  return fits(value, setting.kind === "list" ? setting.members : setting.value);
}

function fits(value: JsonValue, spec: ValueSpec): boolean {
  switch (typeof value) {
    case "number":
      return spec.type === "integer";
    case "boolean":
      return spec.type === "boolean";
    case "string":
      return spec.type === "text" || (spec.type === "schedule" ? isCron.test(value) : checkOf(spec)(value));
    default:
      return false;
  }
}

const isCron = /^cron\(.*\)$/s;

const checks = new WeakMap<ValueSpec, (text: string) => boolean>();

function checkOf(spec: ValueSpec): (text: string) => boolean {
  let check = checks.get(spec);
  if (check === undefined) {
    check = valueCheck(spec);
    checks.set(spec, check);
  }
  return check;
}
