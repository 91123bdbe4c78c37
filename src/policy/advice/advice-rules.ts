import { getOrAdd } from "../../text/get-or-add";
import type { CompiledContainer } from "../validate/compiled";
import type { AdviceRule } from "./advice-rule";
import { backupMaximum } from "./backup-maximum";
import { coldStorageLimit } from "./cold-storage-limit";
import { coldStorageMinimum } from "./cold-storage-minimum";
import { copyActionKey } from "./copy-action-key";
import { copyToItself } from "./copy-to-itself";
import { defaultRolePath } from "./default-role-path";
import { documentNearLimit } from "./document-near-limit";
import { ignoredOperator } from "./ignored-operator";
import { incompleteLock } from "./incomplete-lock";
import { indexResourceTypes } from "./index-resource-types";
import { mixedSelections } from "./mixed-selections";
import { notRecorded } from "./not-recorded";
import { partitionMismatch } from "./partition-mismatch";
import { quotaExceeded } from "./quota-exceeded";
import { reservedTagKey } from "./reserved-tag-key";
import { scheduleTimeDependent } from "./schedule-time-dependent";
import { scheduleWithoutEffect } from "./schedule-without-effect";
import { sharedRules } from "./shared-rules";
import { unlistedRegion } from "./unlisted-region";
import { vaultNameLength } from "./vault-name-length";
import { windowOrder } from "./window-order";

/** All advice, in the order of the reference page. A new rule is a file beside this one and a line here. */
export const ADVICE_RULES: readonly AdviceRule[] = [
  backupMaximum,
  coldStorageLimit,
  coldStorageMinimum,
  copyActionKey,
  copyToItself,
  defaultRolePath,
  documentNearLimit,
  ignoredOperator,
  incompleteLock,
  indexResourceTypes,
  mixedSelections,
  notRecorded,
  partitionMismatch,
  quotaExceeded,
  reservedTagKey,
  scheduleTimeDependent,
  scheduleWithoutEffect,
  sharedRules,
  unlistedRegion,
  vaultNameLength,
  windowOrder,
];

const byContainer = new Map<CompiledContainer, readonly AdviceRule[]>();

/** The advice that looks at a container of the grammar. */
export function adviceFor(grammar: CompiledContainer): readonly AdviceRule[] {
  return getOrAdd(byContainer, grammar, () =>
    ADVICE_RULES.filter(
      ({ concepts, appliesTo }) =>
        (concepts === "every" || concepts.includes(grammar.concept)) && appliesTo?.(grammar) !== false,
    ),
  );
}
