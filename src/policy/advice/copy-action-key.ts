import { quoted } from "../validate/quoted";
import type { AdviceRule } from "./advice-rule";

/** The documentation demands that both are equal; whether AWS checks it is not recorded. */
export const copyActionKey: AdviceRule = {
  id: "copy-action-key",
  severity: "warning",
  sentence:
    "The name of a copy action equals its target_backup_vault_arn; policies below address the copy by this name.",
  hint: "Name the copy action after the ARN of its target.",
  concepts: ["copy-action"],
  check: (copy) => {
    const target = copy.setting("target_backup_vault_arn");
    const isVault = target?.text !== undefined && target.grammar.check(target.text);
    if (target?.text === undefined || !isVault || target.text.toLowerCase() === copy.name.toLowerCase()) {
      return undefined;
    }
    return [
      {
        message: `The copy action is named ${quoted(copy.name)} but copies to ${quoted(target.text)}; AWS documents both to be equal.`,
        path: target.path(),
        offset: target.valueOffset,
        hint: "Give the copy action the ARN of its target as its name.",
      },
    ];
  },
};
