// An ESLint rule: no module imports itself through others, type imports included. The rule of the same
// purpose in eslint-plugin-import-x leaves `import type` out, and a circle of types is still one concept
// spread over several files.
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import ts from "typescript";

/** The imports of a file by its path; read again after a change, since editors keep the rule running. */
const known = new Map();

function importsOf(file) {
  const { mtimeMs } = statSync(file);
  let entry = known.get(file);
  if (entry?.mtimeMs !== mtimeMs) {
    entry = { mtimeMs, imports: readImports(readFileSync(file, "utf8"), file) };
    known.set(file, entry);
  }
  return entry.imports;
}

function readImports(text, file) {
  return ts
    .preProcessFile(text, true, true)
    .importedFiles.filter(({ fileName }) => fileName.startsWith("."))
    .map(({ fileName, pos }) => ({ path: resolveImport(file, fileName), pos }))
    .filter(({ path }) => path !== undefined);
}

function resolveImport(file, specifier) {
  const base = resolve(dirname(file), specifier);
  return [base, `${base}.ts`, resolve(base, "index.ts")].find(
    (path) => path.endsWith(".ts") && existsSync(path),
  );
}

/** The shortest way from a module back to a file, as a list of modules; undefined if there is none. */
function wayBack(from, target) {
  const cameFrom = new Map([[from, undefined]]);
  for (const path of cameFrom.keys()) {
    if (path === target) {
      const way = [];
      for (let at = path; at !== undefined; at = cameFrom.get(at)) {
        way.unshift(at);
      }
      return way;
    }
    for (const next of importsOf(path)) {
      if (!cameFrom.has(next.path)) {
        cameFrom.set(next.path, path);
      }
    }
  }
  return undefined;
}

export default {
  rules: {
    "no-import-circle": {
      meta: {
        type: "problem",
        schema: [],
        messages: { circle: "Import circle: {{way}}. Move what both need into a file of its own." },
      },
      create(context) {
        return {
          Program() {
            const file = context.physicalFilename;
            for (const { path, pos } of readImports(context.sourceCode.text, file)) {
              const way = wayBack(path, file);
              if (way !== undefined) {
                const names = [file, ...way].map((step) => relative(context.cwd, step));
                context.report({
                  loc: context.sourceCode.getLocFromIndex(pos),
                  messageId: "circle",
                  data: { way: names.join(" -> ") },
                });
              }
            }
          },
        };
      },
    },
  },
};
