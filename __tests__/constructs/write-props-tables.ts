import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PropsDocumentation, withTables } from "./props-tables";

/** Brings the tables in `help/constructs` up to date: `node --import tsx __tests__/constructs/write-props-tables.ts`. */
const folder = join(__dirname, "..", "..", "help", "constructs");
const documentation = new PropsDocumentation();
for (const name of readdirSync(folder).filter((file) => file.endsWith(".md"))) {
  const file = join(folder, name);
  writeFileSync(file, withTables(readFileSync(file, "utf8"), documentation));
}
