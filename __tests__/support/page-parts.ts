import { join } from "node:path";
import { buildSync } from "esbuild";
import type { BuildOptions } from "esbuild";
import { packedScript } from "../../src/app/packed-script";
import type { PageParts } from "../../src/page/review-page";

const ROOT = join(__dirname, "..", "..");
const COMMON = { bundle: true, charset: "utf8", minify: true, write: false } as const;

let known: PageParts | undefined;

/** The script and the style of a page from their sources, as the build puts them together from its parts. */
export function pagePartsOfSources(): PageParts {
  known ??= {
    script: script('import { start } from "./src/page/client/start.js"; start();'),
    engine: packedScript(
      script(`
        import { PageEngine } from "./src/page/page-engine";
        globalThis.makeEngine = (pause) => new PageEngine(pause);`),
    ),
    // Bundled with the rest.
    yaml: packedScript("globalThis.yaml = undefined;"),
    style: built({ entryPoints: [join(ROOT, "src", "page", "client", "page.css")] }),
  };
  return known;
}

function script(contents: string): string {
  return built({
    stdin: { contents, loader: "ts", resolveDir: ROOT },
    format: "iife",
    platform: "browser",
    target: "es2022",
  });
}

function built(options: BuildOptions): string {
  return buildSync({ ...COMMON, ...options }).outputFiles?.[0]?.text ?? "";
}
