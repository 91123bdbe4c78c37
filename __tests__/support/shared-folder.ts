import { mkdirSync, mkdtempSync, existsSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The environment variable that holds the folder that the test files of one run share. */
const VARIABLE = "ORG_BACKUP_SHARED_FOLDER";

let created: string | undefined;

/**
 * Before all test files: what is costly to make, such as an installation, is made once for all of them. A
 * folder that the environment names is used as it is, and kept.
 */
export function createSharedFolder(): void {
  if (process.env[VARIABLE] === undefined) {
    created = mkdtempSync(join(tmpdir(), "org-backup-tests-"));
    process.env[VARIABLE] = created;
  }
}

export function removeSharedFolder(): void {
  if (created !== undefined) {
    rmSync(created, { recursive: true, force: true });
  }
}

/**
 * A folder that is filled once in a run of the tests, whichever test file and process asks first.
 *
 * @throws where filling it failed, in this process or another one
 */
export function sharedFolder(name: string, fill: (folder: string) => void): string {
  const shared = process.env[VARIABLE];
  if (shared === undefined) {
    throw new Error(`${VARIABLE} is not set: run the tests with the configuration of the repository.`);
  }
  const folder = join(shared, name);
  const [done, failed] = [`${folder}.done`, `${folder}.failed`];
  if (isFirst(folder)) {
    try {
      fill(folder);
      writeFileSync(done, "");
    } catch (error) {
      writeFileSync(failed, "");
      throw error;
    }
  }
  while (!existsSync(done)) {
    if (existsSync(failed)) {
      throw new Error(`Another test could not fill ${folder}.`);
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  }
  return folder;
}

/** Creating a folder is atomic: one process succeeds. */
function isFirst(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}
