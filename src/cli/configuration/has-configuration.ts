import { existsSync } from "node:fs";

/** Read in the working directory where it exists. */
export const CONFIGURATION_FILE = "org-backup.yaml";

/** Whether there is a configuration file to apply; apart from it, so that nothing is loaded where there is none. */
export function hasConfiguration(config: string | boolean | undefined): boolean {
  return config !== false && (typeof config === "string" || existsSync(CONFIGURATION_FILE));
}
