import { existsSync } from "node:fs";
import { rm, rmdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { writeFileWhole } from "./write-file";

/**
 * Writes files below a folder. If one of them cannot be written, those that are new are removed again, and so are
 * their new folders: the same can then be tried once more.
 *
 * @param files texts by path below the folder
 * @throws OrgBackupError (`input`) for the first that cannot be written
 */
export async function writeFiles(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  const made: (() => Promise<void>)[] = [];
  try {
    for (const [path, text] of files) {
      const file = join(folder, path);
      for (const missing of missingFolders(dirname(file))) {
        made.unshift(() => rmdir(missing));
      }
      if (!existsSync(file)) {
        made.unshift(() => rm(file, { force: true }));
      }
      await writeFileWhole(file, text);
    }
  } catch (error) {
    for (const remove of made) {
      // What else is in a folder by now is not ours.
      await remove().catch(() => undefined);
    }
    throw error;
  }
}

/** Those above come first. */
function missingFolders(folder: string): readonly string[] {
  return existsSync(folder) ? [] : [...missingFolders(dirname(folder)), folder];
}
