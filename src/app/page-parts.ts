import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageFolder } from "../package-folder";
import { moduleScript, modulesOf } from "./module-script";
import { yamlPart } from "./yaml-part";
import type { PageParts } from "../page/review-page";

let known: PageParts | undefined;

/**
 * The script and the style of every page. The engine in it is the one that Node loads here: the same files of the
 * built package, each as a function that a few lines call when it is required.
 */
export function pageParts(): PageParts {
  known ??= { script: script(), style: part("page.css"), yaml: yamlPart() };
  return known;
}

function script(): string {
  const modules = modulesOf(partFile("page-engine.js"));
  return `(()=>{"use strict";${part("page-packages.js")}
${moduleScript(modules, "", "packages[name]??globalThis[name]")}${part("page-client.js")}
client.start((pause)=>new (load("page-engine.js").PageEngine)(pause))})()`;
}

function part(name: string): string {
  return readFileSync(partFile(name), "utf8");
}

function partFile(name: string): string {
  return join(packageFolder(), "lib", "parts", name);
}
