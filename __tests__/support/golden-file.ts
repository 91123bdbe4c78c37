import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Expects a text to be exactly what a golden file holds. `GOLDEN=write` writes the files anew: look at the
 * difference before it is committed.
 */
export function expectGolden(file: string, text: string): void {
  if (process.env.GOLDEN === "write") {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  if (!existsSync(file)) {
    throw new Error(`There is no golden file ${file}: write it with GOLDEN=write.`);
  }
  expect(text).toBe(readFileSync(file, "utf8"));
}
