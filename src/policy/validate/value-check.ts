import type { ValueSpec } from "../grammar/value-spec";
import { isRegionForm } from "../regions";
import { RESOURCE_TYPES } from "../resource-types";
import { isWholeNumber } from "../whole-number";

/** Whether a scalar, as text, has the form of its setting. */
export type ValueCheck = (text: string) => boolean;

/** The check of a value, made once for each setting of the grammar. */
export function valueCheck(spec: ValueSpec): ValueCheck {
  switch (spec.type) {
    case "integer":
      return (text) => isWholeNumber(text) && Number(text) >= spec.minimum;
    case "boolean":
      return (text) => text === "true" || text === "false";
    case "enumeration":
      return isMember(spec.values);
    case "text":
      return (text) => lengthBetween(text, spec.shortest, spec.longest);
    case "pattern": {
      const pattern = new RegExp(spec.pattern, "u");
      return spec.othersUnrecorded === true ? (text) => text.trim().length > 0 : (text) => pattern.test(text);
    }
    case "region":
      return isRegionForm;
    case "resource-type":
      return isMember(RESOURCE_TYPES);
    case "schedule":
      // Decided with a clock, together with the lifecycle: see check-schedule.
      return () => true;
  }
}

function isMember(values: readonly string[]): ValueCheck {
  const set = new Set(values);
  return (text) => set.has(text);
}

/** Counts characters, not UTF-16 code units; the quick answers come first. */
function lengthBetween(text: string, shortest: number, longest: number): boolean {
  if (text.length < shortest || text.length > 2 * longest) {
    return false;
  }
  return text.length <= longest || Array.from(text).length <= longest;
}
