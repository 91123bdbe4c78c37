import { LONGEST_VAULT_NAME, SHORTEST_VAULT_NAME } from "../limits";
import { quoted } from "../validate/quoted";
import type { AdviceRule } from "./advice-rule";

/** AWS Organizations accepts a name of one character, which no vault can have. */
export const vaultNameLength: AdviceRule = {
  id: "vault-name-length",
  severity: "warning",
  sentence: `AWS Backup's vaults have names of ${SHORTEST_VAULT_NAME} to ${LONGEST_VAULT_NAME} characters.`,
  hint: "Name a vault that exists in every account.",
  concepts: ["rule"],
  check: (rule) => {
    const vault = rule.setting("target_backup_vault_name");
    if (vault?.text === undefined || vault.text.length === 0 || vault.text.length >= SHORTEST_VAULT_NAME) {
      return undefined;
    }
    return [
      {
        message: `No vault can be named ${quoted(vault.text)}: AWS Backup requires at least ${SHORTEST_VAULT_NAME} characters, AWS Organizations does not.`,
        path: vault.path(),
        offset: vault.valueOffset,
        hint: "Name a vault that exists in every account.",
      },
    ];
  },
};
