import { existsSync } from "node:fs";
import { OrgBackupError } from "../org-backup-error";
import { readText } from "../sources/read-text";
import { isJsonObject } from "../text/json";
import type { JsonValue } from "../text/json";

const CDKTF_FILE = "cdktf.json";
const DEFAULT_DIRECTORY = "cdktf.out";

/**
 * Where `cdktf synth` writes: `output` in the cdktf.json of the working directory, or else `cdktf.out`.
 *
 * @throws OrgBackupError (`input`) if cdktf.json is not valid
 */
export function outputDirectory(): string {
  if (!existsSync(CDKTF_FILE)) {
    return DEFAULT_DIRECTORY;
  }
  const { output } = configuration(readText(CDKTF_FILE));
  if (output === undefined) {
    return DEFAULT_DIRECTORY;
  }
  if (typeof output !== "string" || output === "") {
    throw new OrgBackupError(
      "input",
      `"output" must be the name of a directory, found ${JSON.stringify(output)}.`,
      { where: CDKTF_FILE },
    );
  }
  return output;
}

function configuration(text: string): { readonly output?: JsonValue } {
  try {
    const value = JSON.parse(text) as JsonValue;
    if (isJsonObject(value)) {
      return value;
    }
  } catch {
    // The same mistake as a value that is not an object.
  }
  throw new OrgBackupError("input", "Not a JSON object.", {
    where: CDKTF_FILE,
    hint: "Correct the file, or name the output directory: org-backup plan DIRECTORY.",
  });
}
