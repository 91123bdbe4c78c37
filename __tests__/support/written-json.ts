import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Writes a value as a JSON file of its own folder; the path of the file. */
export function writtenJson(name: string, value: object): string {
  const file = join(mkdtempSync(join(tmpdir(), "written-")), name);
  writeFileSync(file, JSON.stringify(value));
  return file;
}
