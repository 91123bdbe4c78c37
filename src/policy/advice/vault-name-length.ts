import { quoted } from "../validate/quoted";
import type { AdviceRule } from "./advice-rule";

/** AWS Backup's own shortest vault name. */
const SHORTEST = 2;

/** AWS Organizations accepts a name of one character, which no vault can have. */
export const vaultNameLength: AdviceRule = {
  id: "vault-name-length",
  severity: "warning",
  sentence: "AWS Backup's vaults have names of 2 to 50 characters.",
  hint: "Name a vault that exists in every account.",
  concepts: ["rule"],
  check: (rule) => {
    const vault = rule.setting("target_backup_vault_name");
    if (vault?.text === undefined || vault.text.length === 0 || vault.text.length >= SHORTEST) {
      return undefined;
    }
    return [
      {
        message: `No vault can be named ${quoted(vault.text)}: AWS Backup demands at least ${SHORTEST} characters, AWS Organizations does not.`,
        path: vault.path(),
        offset: vault.valueOffset,
        hint: "Name a vault that exists in every account.",
      },
    ];
  },
};
