// Writes the tables of src/capabilities/; before scripts/generate.ts, whose pages are made from them.
import { readFileSync, writeFileSync } from "node:fs";
import { CAPABILITIES_SOURCE, capabilityTables } from "./capability-tables";

for (const [file, text] of capabilityTables(readFileSync(CAPABILITIES_SOURCE, "utf8"))) {
  writeFileSync(file, text);
  console.log(file);
}
