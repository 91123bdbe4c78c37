import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageFolder } from "../package-folder";
import type { PageParts } from "../page/review-page";

/** What other parts of the page's engine ask for: one of them, or a package. */
const REQUIRED = /\brequire\("([^"]+)"\)/g;

let known: PageParts | undefined;

/**
 * The script and the style of every page. The engine in it is the one that Node loads here: the same files of the
 * built package, each as a function that a few lines call when it is required.
 */
export function pageParts(): PageParts {
  known ??= { script: script(), style: part("page.css"), yaml: part("page-yaml.txt") };
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
  const modules = [...files].map(
    ([name, code]) => `${JSON.stringify(name)}(module,exports,require){${code}\n}`,
  );
  return `(()=>{"use strict";${part("page-packages.js")}
const modules={${modules.join(",")}},loaded={};
const load=(name)=>{const known=loaded[name]??packages[name]??globalThis[name];if(known)return known;
const module={exports:loaded[name]={}};modules[name]?.(module,module.exports,load);return loaded[name]=module.exports};
${part("page-client.js")}
client.start((pause)=>new (load("./page-engine.js").PageEngine)(pause))})()`;
}

function part(name: string): string {
  return readFileSync(join(packageFolder(), "lib", "parts", name), "utf8");
}
