import { join } from "node:path";
import { buildSync } from "esbuild";
import type { BuildOptions } from "esbuild";
import type { PageParts } from "../../src/page/review-page";

const ROOT = join(__dirname, "..", "..");
const COMMON = { bundle: true, charset: "utf8", minify: true, write: false } as const;

let known: PageParts | undefined;

/** The script and the style of a page from their sources, as the build puts them together from its parts. */
export function pagePartsOfSources(): PageParts {
  known ??= {
    script: built({
      stdin: {
        contents: `
          import { start } from "./src/page/client/start.js";
          import { PageEngine } from "./src/page/page-engine";
          start((pause) => new PageEngine(pause));`,
        loader: "ts",
        resolveDir: ROOT,
      },
      format: "iife",
      platform: "browser",
      target: "es2022",
    }),
    // Bundled with the rest.
    yaml: "",
    style: built({ entryPoints: [join(ROOT, "src", "page", "client", "page.css")] }),
  };
  return known;
}

function built(options: BuildOptions): string {
  return buildSync({ ...COMMON, ...options }).outputFiles?.[0]?.text ?? "";
}
