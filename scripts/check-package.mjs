// Checks a packed tarball as package managers, Node and TypeScript will read it: `node scripts/check-package.mjs FILE.tgz`.
import { readFileSync } from "node:fs";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { formatMessage } from "publint/utils";

const [file = ""] = process.argv.slice(2);
const data = new Uint8Array(readFileSync(file));
const { messages, pkg } = await publint({ pack: { tarball: data.buffer }, strict: true });
const lint = messages.map((message) => `publint: ${formatMessage(message, pkg) ?? message.code}`);

const analysis = await checkPackage(createPackageFromTarballData(data));
const problems = analysis.types === false ? ["types: none"] : analysis.problems;
// Deep imports need `exports`, which TypeScript's oldest way of resolution does not read.
const wrong = problems
  .filter((problem) => problem.resolutionKind !== "node10")
  .map((problem) => `types: ${typeof problem === "string" ? problem : JSON.stringify(problem)}`);

const found = [...lint, ...wrong];
process.stdout.write(found.map((line) => `${line}\n`).join(""));
process.exitCode = found.length > 0 ? 1 : 0;
