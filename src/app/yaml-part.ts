import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { packageFolder } from "../package-folder";
import { moduleScript } from "./module-script";

const REQUIRED = /\brequire\('([^']+)'\)/g;

/** Comments on lines of their own, and indentation: more than a quarter of the compressed library. */
const FOR_PEOPLE = /^[ \t]*(?:(?:\/\/.*|\/\*[^]*?\*\/)[ \t]*\n)?/gm;

/** What the library asks of Node: whether to log. */
const NODE = `"process"(module){module.exports={env:{}}},"buffer"(){}`;

/**
 * The library that reads YAML, as it is installed, for the worker of a page: a script that defines `yaml`,
 * compressed, in base64.
 */
export function yamlPart(): string {
  const entry = createRequire(join(packageFolder(), "package.json")).resolve("yaml");
  const script = `globalThis.yaml=(()=>{${moduleScript(modulesOf(entry), NODE)}return load("${nameOf(entry, entry)}")})();`;
  return gzipSync(script, { level: 9 }).toString("base64");
}

/** The files that a file needs, with itself: their code by name. */
export function modulesOf(entry: string): ReadonlyMap<string, string> {
  const modules = new Map<string, string>();
  const open = [entry];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    const name = nameOf(entry, file);
    if (!modules.has(name)) {
      const folder = dirname(file);
      const code = readFileSync(file, "utf8").replace(REQUIRED, (whole, required: string) => {
        if (!required.startsWith(".")) {
          return whole;
        }
        open.push(resolve(folder, required));
        return `require("${nameOf(entry, resolve(folder, required))}")`;
      });
      modules.set(name, forMachines(code));
    }
  }
  return modules;
}

function forMachines(code: string): string {
  return code.replace(FOR_PEOPLE, "");
}

function nameOf(entry: string, file: string): string {
  return relative(dirname(entry), file).replaceAll("\\", "/");
}
