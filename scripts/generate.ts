// Writes the files of the repository that are derived from the code: `npm run generate`. Tests compare them.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { generatedCapabilityFiles } from "../src/capabilities/reference/generated-files";
import { generatedCatalogueFiles } from "../src/catalogue/generated-files";
import { generatedPolicyFiles } from "../src/policy/reference/generated-files";
import { generatedGuardrailsFiles } from "../src/sources/guardrails/guardrails-json-schema";
import { ARGUMENT_SHAPES, argumentShapes } from "./argument-shapes";
import { exampleResources } from "./example-resources";

const sources = [
  generatedCapabilityFiles,
  generatedPolicyFiles,
  generatedCatalogueFiles,
  generatedGuardrailsFiles,
  () => new Map([["stacks/resources.json", exampleResources()]]),
  () => new Map([[ARGUMENT_SHAPES, argumentShapes(".")]]),
];

for (const [file, text] of sources.flatMap((files) => [...files()])) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  console.log(file);
}
