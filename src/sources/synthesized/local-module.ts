import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const CODE = /\.(?:tf|tofu)(?:\.json)?$/;
/** Resources that concern backups, and modules that may hold them. */
const CONCERN =
  /\baws_(?:organizations|backup|cloudcontrolapi|cloudformation)_|\bawscc_|backup\.amazonaws\.com|\bmodule\s+"?\w|"module"\s*:/;

/** Whether a module is a local folder whose code has nothing to do with organizations and backups. */
export function isApartFromBackup(source: string, stackFolder: string): boolean {
  const folder = join(stackFolder, source);
  return (
    /^\.\.?\//.test(source) &&
    existsSync(folder) &&
    readdirSync(folder)
      .filter((file) => CODE.test(file))
      .every((file) => !CONCERN.test(readFileSync(join(folder, file), "utf8")))
  );
}
