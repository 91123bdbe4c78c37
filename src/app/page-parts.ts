import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageFolder } from "../package-folder";
import { moduleScript, modulesOf } from "./module-script";
import { packedScript } from "./packed-script";
import { yamlScript } from "./yaml-script";
import type { PageParts } from "../page/review-page";

let known: PageParts | undefined;

/**
 * The scripts and the style of every page. The engine is the one that Node loads here: the same files of the built
 * package, each as a function that a few lines call when it is required.
 */
export function pageParts(): PageParts {
  known ??= {
    script: `(()=>{"use strict";${part("page-client.js")}\nclient.start()})()`,
    style: part("page.css"),
    engine: packedScript(engine()),
    yaml: packedScript(yamlScript()),
  };
  return known;
}

function engine(): string {
  const modules = modulesOf(partFile("page-engine.js"));
  return `globalThis.makeEngine=(()=>{"use strict";${part("page-packages.js")}
${moduleScript(modules, "", "packages[name]??globalThis[name]")}return (pause)=>new (load("page-engine.js").PageEngine)(pause)})();`;
}

function part(name: string): string {
  return readFileSync(partFile(name), "utf8");
}

function partFile(name: string): string {
  return join(packageFolder(), "lib", "parts", name);
}
