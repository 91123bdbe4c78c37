import type { VaultLock } from "../../organization/backup-environment";
import type { JsonValue } from "../../text/json";

/** A lock from its days; with `changeable` it becomes immutable after that many days: compliance mode. */
export function vaultLockOf(
  minimum: JsonValue | undefined,
  maximum: JsonValue | undefined,
  changeable: JsonValue | undefined,
): VaultLock {
  const [minimumDays, maximumDays] = [daysOf(minimum), daysOf(maximum)];
  return {
    ...(minimumDays === undefined ? {} : { minimumDays }),
    ...(maximumDays === undefined ? {} : { maximumDays }),
    compliance: daysOf(changeable) !== undefined,
    ...(isOpenValue(minimum) || isOpenValue(changeable) ? { isOpen: true } : {}),
  };
}

/** What only apply knows stays as the code spells it. */
export function isOpenValue(value: JsonValue | undefined): boolean {
  return JSON.stringify(value ?? null).includes("${");
}

function daysOf(value: JsonValue | undefined): number | undefined {
  const number = typeof value === "string" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) && number > 0 ? number : undefined;
}
