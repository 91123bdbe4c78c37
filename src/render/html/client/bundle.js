"use strict";
// Writes ../client-bundle.ts: the page's script and style as text. Run it after a change here:
// `node src/render/html/client/bundle.js`; with `--check` it only says whether the file is up to date.
const { readFileSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const ts = require("typescript");

/** A file stands after those that it imports. */
const SCRIPTS = [
  "dom",
  "model",
  "tree-rows",
  "tree",
  "timeline",
  "coverage",
  "paged-list",
  "findings",
  "account-view",
  "unit-view",
  "main",
];

/** Rules for narrow windows and for paper come last. */
const STYLES = ["theme", "frame", "view", "tables", "media"];

function script() {
  const sources = SCRIPTS.map((name) => readFileSync(join(__dirname, `${name}.js`), "utf8")).join("\n");
  refuseDuplicates(sources);
  const joined = sources
    .replace(/^import\b[^;]*;$/gm, "")
    .replace(/^export (?=(?:function|class|const)\b)/gm, "");
  const { outputText } = ts.transpileModule(`(() => {\n"use strict";\n${joined}\n})();`, {
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.None,
      removeComments: true,
      allowJs: true,
    },
    fileName: "page.js",
  });
  return outputText.replace(/^ +/gm, "").replace(/\n+/g, "\n").trim();
}

/** The files share one scope in the page. */
function refuseDuplicates(sources) {
  const seen = new Set();
  for (const [, name] of sources.matchAll(/^(?:export )?(?:const|let|function|class) (\w+)/gm)) {
    if (seen.has(name)) {
      throw new Error(`Two files declare ${name}.`);
    }
    seen.add(name);
  }
}

function style() {
  return STYLES.map((name) => readFileSync(join(__dirname, `${name}.css`), "utf8"))
    .join("\n")
    .replace(/\/\*.*?\*\//gs, "")
    .replace(/\s*\n\s*/g, "\n")
    .trim();
}

function bundle() {
  return [
    "// Generated from client/ by client/bundle.js: do not edit.",
    "",
    `export const CLIENT_SCRIPT =\n  ${quoted(script())};`,
    "",
    `export const CLIENT_STYLE =\n  ${quoted(style())};`,
    "",
  ].join("\n");
}

/** As prettier writes it: in the quotes that need fewer escapes. */
function quoted(text) {
  const double = JSON.stringify(text);
  const count = (quote) => text.split(quote).length;
  return count('"') > count("'")
    ? `'${double.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
    : double;
}

const file = join(__dirname, "..", "client-bundle.ts");
if (process.argv.includes("--check")) {
  process.exitCode = readFileSync(file, "utf8") === bundle() ? 0 : 1;
} else {
  writeFileSync(file, bundle());
}
