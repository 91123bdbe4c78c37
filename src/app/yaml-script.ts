import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { packageFolder } from "../package-folder";
import { moduleScript, modulesOf } from "./module-script";

/** Comments on lines of their own, and indentation: more than a quarter of the compressed library. */
const FOR_PEOPLE = /^[ \t]*(?:(?:\/\/.*|\/\*[^]*?\*\/)[ \t]*\n)?/gm;

/** What the library asks of Node: whether to log. */
const NODE = `"process"(module){module.exports={env:{}}},"buffer"(){}`;

/** The library that reads YAML, as it is installed, for the worker of a page: a script that defines `yaml`. */
export function yamlScript(): string {
  const entry = createRequire(join(packageFolder(), "package.json")).resolve("yaml");
  return `globalThis.yaml=(()=>{${moduleScript(modulesOf(entry, forMachines), NODE)}return load("${basename(entry)}")})();`;
}

export function forMachines(code: string): string {
  return code.replace(FOR_PEOPLE, "");
}
