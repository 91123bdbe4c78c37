import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The folder of this package: its `package.json` and its guide stand there, however deep the calling code is. */
export function packageFolder(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, "package.json")) && dirname(folder) !== folder) {
    folder = dirname(folder);
  }
  return folder;
}
