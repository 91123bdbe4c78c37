import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PropsDocumentation, withProps } from "./props-documentation";

/** Brings the lists of properties in `help/constructs` up to date: `node --import tsx __tests__/constructs/write-props.ts`. */
const folder = join(__dirname, "..", "..", "help", "constructs");
const documentation = new PropsDocumentation();
for (const name of readdirSync(folder).filter((file) => file.endsWith(".md"))) {
  const file = join(folder, name);
  writeFileSync(file, withProps(readFileSync(file, "utf8"), documentation));
}
