// Compiles src/ to lib/, or to the folder that is named: `node scripts/build.mjs [FOLDER]`. Runs as `prepare` after an
// installation, so that `npx org-backup` works in the repository.
import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { transformSync } from "esbuild";
import ts from "typescript";

const require = createRequire(import.meta.url);
const [lib = "lib"] = process.argv.slice(2);

rmSync(lib, { recursive: true, force: true });
const tsc = require.resolve("typescript/bin/tsc");
execFileSync(process.execPath, [tsc, "-p", "tsconfig.build.json", "--outDir", lib], { stdio: "inherit" });
const files = readdirSync(lib, { recursive: true, encoding: "utf8" }).map((file) => join(lib, file));
removePrivateDeclarations(files.filter((file) => file.endsWith(".d.ts")));
files.filter((file) => file.endsWith(".js")).forEach(minify);
chmodSync(join(lib, "cli", "main.js"), 0o755);

/** Keeps the declarations that the entry points of the package lead to: nobody can import the others. */
function removePrivateDeclarations(declarations) {
  const { exports } = JSON.parse(readFileSync("package.json", "utf8"));
  const open = Object.values(exports).flatMap(({ types }) =>
    types === undefined ? [] : [join(lib, relative("lib", types))],
  );
  const kept = new Set(open);
  for (const file of open) {
    const { importedFiles, referencedFiles } = ts.preProcessFile(readFileSync(file, "utf8"), true, true);
    for (const { fileName } of [...importedFiles, ...referencedFiles]) {
      const found = fileName.startsWith(".") ? declarationOf(join(dirname(file), fileName)) : undefined;
      if (found !== undefined && !kept.has(found)) {
        kept.add(found);
        open.push(found);
      }
    }
  }
  declarations.filter((file) => !kept.has(file)).forEach((file) => rmSync(file));
}

function declarationOf(module) {
  const path = module.replace(/\.js$/, "");
  return [`${path}.d.ts`, join(path, "index.d.ts")].find((file) => existsSync(file));
}

/**
 * Comments, white space and local names are for readers of the sources; declarations keep theirs. The syntax
 * stays as it is: ES modules find the exports of CommonJS by its form.
 */
function minify(file) {
  const text = readFileSync(file, "utf8");
  const { code } = transformSync(text, {
    charset: "utf8",
    // Names at the top of a file are local ones in CommonJS.
    format: "cjs",
    // ES modules know the function that passes on all exports by its name.
    minifyIdentifiers: !text.includes("__exportStar("),
    minifyWhitespace: true,
    platform: "node",
    target: "node20",
  });
  writeFileSync(file, code);
}
