/** The name that the file has by convention. */
export const GUARDRAILS_FILE = "backup-guardrails.yaml";
