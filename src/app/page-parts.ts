import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageFolder } from "../package-folder";
import { moduleScript } from "./module-script";
import { yamlPart } from "./yaml-part";
import type { PageParts } from "../page/review-page";

/** What other parts of the page's engine ask for: one of them, or a package. */
const REQUIRED = /\brequire\("([^"]+)"\)/g;

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
  const files = new Map<string, string>();
  const open = ["./page-engine.js"];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (name.startsWith("./") && !files.has(name)) {
      const code = part(name);
      files.set(name, code);
      open.push(...[...code.matchAll(REQUIRED)].map(([, required = ""]) => required));
    }
  }
  return `(()=>{"use strict";${part("page-packages.js")}
${moduleScript(files, "", "packages[name]??globalThis[name]")}${part("page-client.js")}
client.start((pause)=>new (load("./page-engine.js").PageEngine)(pause))})()`;
}

function part(name: string): string {
  return readFileSync(join(packageFolder(), "lib", "parts", name), "utf8");
}
