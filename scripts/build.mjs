// Builds src/ into lib/, or into the folder that is named: `node scripts/build.mjs [FOLDER]`. Runs as `prepare` after
// an installation, so that `npx org-backup` works in the repository.
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { builtinModules, createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative, resolve } from "node:path";
import { minifySync } from "@swc/core";
import { buildSync, transformSync } from "esbuild";
import { rolldown } from "rolldown";
import { dts } from "rolldown-plugin-dts";
import { rollup } from "rollup";
import ts from "typescript";

const require = createRequire(import.meta.url);
const [lib = "lib"] = process.argv.slice(2);
const PARTS = "parts/";
const COMMAND_LINE = /[\\/]src[\\/]cli[\\/]/;
const CHECKS = /[\\/]src[\\/](policy[\\/](?!author)|effective|capabilities|change|review)/;
const REPORTS = /[\\/]src[\\/]render[\\/]/;
/** Of what a page needs, what not every command needs. */
const PARTS_OF_PAGE = [
  [/[\\/]src[\\/](?:change|review)[\\/]/, "reviewing"],
  [REPORTS, "wording"],
  [/[\\/]src[\\/]page[\\/]/, "page-data"],
];
/** What a page asks of the engine. It takes the same files along as Node loads: they are not there twice. */
const PAGE_ENGINE = "page/page-engine";
/** Not in the script of the page: what reads YAML is loaded when a file is opened. */
const NOT_IN_PAGE = ["yaml", ...builtinModules];
const CONSTRUCTS = resolve("src", "constructs");
/** Marks a module of the constructs that is built for CDK Terrain instead of CDKTF. */
const ON_CDKTN = "?cdktn";
/** Takes longer than esbuild and leaves 3 % less; a second run finds some more. */
const SMALLEST = {
  compress: { passes: 2, toplevel: true },
  ecma: 2022,
  mangle: { toplevel: true },
  module: false,
};
/** What every task needs: loaded with what asks for it, not when it is first used. */
const ALWAYS = ["./basics.js", "./engine.js", "node:fs", "node:path"];
/** What stands at the start of a line of declarations: a value, or a type. */
const DECLARATION =
  /^(?:(declare (?:abstract )?(?:class|const|function) )|interface |type )([\w$]+)(?=[ <:(=])/gm;
const FOR_NODE = { charset: "utf8", platform: "node", target: "node20" };

const { exports, bin } = JSON.parse(readFileSync("package.json", "utf8"));
/** The modules that others import. */
const open = Object.values(exports).flatMap((entry) =>
  entry.default === undefined ? [] : [moduleOf(entry.default)],
);
/** What Node loads: beside these the command, and the thread of the run task. */
const entries = [...open, ...Object.values(bin).map(moduleOf), "run-task/review-worker", PAGE_ENGINE];

rmSync(lib, { recursive: true, force: true });
await writeDeclarations(await bundle());
chmodSync(join(lib, "cli", "main.js"), 0o755);

/** Whether others import it: ES modules find the exports of CommonJS by the form that they have. */
function isOpen(fileName) {
  return open.includes(moduleOf(join("lib", fileName)));
}

function moduleOf(file) {
  return relative("lib", file).replace(/\.js$/, "");
}

/**
 * @returns the values that each module exports, by its name.
 *
 * One file for what is always loaded together: hundreds of small ones load slowly and pack badly. The form of the
 * exports stays as it is: ES modules find the exports of CommonJS by it.
 */
async function bundle() {
  const built = await rollup({
    input: Object.fromEntries(
      entries.map((entry) => [entry === PAGE_ENGINE ? `${PARTS}${basename(entry)}` : entry, sourceOf(entry)]),
    ),
    onLog,
    plugins: [
      { name: "sources", resolveId: sourceFile, load: sourceText, transform: withoutTypes },
      { name: "lazily", renderChunk: loadLazily },
    ],
  });
  const { output } = await built.generate({
    chunkFileNames: `${PARTS}[name].js`,
    compact: true,
    entryFileNames: "[name].js",
    exports: "named",
    experimentalMinChunkSize: 20_000,
    format: "cjs",
    generatedCode: { preset: "es2015", symbols: false },
    hoistTransitiveImports: false,
    interop: "esModule",
    manualChunks: partOf(),
  });
  for (const { fileName, code } of output) {
    mkdirSync(dirname(join(lib, fileName)), { recursive: true });
    const small = fileName.startsWith(PARTS)
      ? minifySync(minifySync(code, SMALLEST).code, SMALLEST)
      : transformSync(code, { ...FOR_NODE, format: "cjs", minifyIdentifiers: true, minifyWhitespace: true });
    writeFileSync(join(lib, fileName), small.code);
  }
  writePageParts(output);
  return new Map(output.map(({ exports: names, name }) => [name, new Set(names)]));
}

/**
 * Loads packages and other parts when they are first used: `yaml.parse` becomes `yaml().parse`. Few commands need most
 * of them, and each takes longer to load than a small task takes.
 */
function loadLazily(code, { fileName }) {
  if (isOpen(fileName)) {
    return null;
  }
  const tree = this.parse(code);
  const required = new Map();
  const edits = [];
  for (const { start, end, type, declarations = [], expression } of tree.body) {
    for (const { id, init } of declarations) {
      if (isRequire(init) && !ALWAYS.includes(init.arguments[0].value)) {
        required.set(id.name, { id, init, uses: [] });
      }
    }
    // Only there to keep an order, and nothing of ours does anything when it is loaded.
    if (type === "ExpressionStatement" && isRequire(expression)) {
      edits.push({ start, end, text: "" });
    }
  }
  findUses(tree, required);
  for (const { init, uses } of required.values()) {
    // What is more than an object of members is needed as it is; so is what a local thing has the name of.
    if (uses.every(({ isMember }) => isMember)) {
      edits.push({ start: init.start, end: init.start, text: "lazily(()=>" });
      edits.push({ start: init.end, end: init.end, text: ")" });
      for (const { node } of uses) {
        // In parentheses, since `new yaml().Document()` would be `(new yaml()).Document()`.
        edits.push({ start: node.start, end: node.start, text: "(" });
        edits.push({ start: node.end, end: node.end, text: "())" });
      }
    }
  }
  if (edits.length === 0) {
    return null;
  }
  let done = 0;
  const parts = edits
    .sort((first, second) => first.start - second.start)
    .map(({ start, end, text }) => {
      const part = code.slice(done, start) + text;
      done = end;
      return part;
    });
  const lazily = "function lazily(load){let module;return()=>module??=load()}";
  return { code: `${parts.join("")}${code.slice(done)}${lazily}`, map: null };
}

function isRequire(node) {
  return node?.type === "CallExpression" && node.callee.name === "require";
}

/** Where names stand that modules were given, and whether a member of theirs is read there. */
function findUses(tree, required) {
  const visit = (node, parent, key) => {
    if (node?.type === "Identifier") {
      const module = required.get(node.name);
      const isName = (key === "property" || key === "key") && !parent.computed && !parent.shorthand;
      if (module !== undefined && node.start !== module.id.start && !isName) {
        module.uses.push({ node, isMember: parent.type === "MemberExpression" && key === "object" });
      }
    } else if (node !== null && typeof node === "object") {
      Object.entries(node).forEach(([at, child]) => [child].flat().forEach((each) => visit(each, node, at)));
    }
  };
  visit(tree, undefined, "");
}

/** The rest of what a page consists of: the packages that its engine needs, its own script, its style. */
function writePageParts(output) {
  const chunks = new Map(output.map((chunk) => [chunk.fileName, chunk]));
  const names = new Map();
  const open = [`${PARTS}${basename(PAGE_ENGINE)}.js`];
  const seen = new Set(open);
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    for (const [imported, bindings] of Object.entries(chunks.get(file).importedBindings)) {
      if (chunks.has(imported)) {
        open.push(...[imported].filter((each) => !seen.has(each)));
        seen.add(imported);
      } else if (!NOT_IN_PAGE.includes(imported.replace(/^node:/, ""))) {
        names.set(imported, [...new Set([...(names.get(imported) ?? []), ...bindings])]);
      }
    }
  }
  const packages = [...names].map(
    ([name, bindings], index) =>
      `import { ${bindings.join()} } from "${name}"; const p${index} = { ${bindings.join()} }; export { p${index} as "${name}" };`,
  );
  const common = { bundle: true, charset: "utf8", format: "iife", minify: true, platform: "browser" };
  const client = join("src", "page", "client");
  const resolveDir = process.cwd();
  buildSync({
    ...common,
    globalName: "packages",
    outfile: join(lib, PARTS, "page-packages.js"),
    stdin: { contents: packages.join("\n"), resolveDir },
    target: "es2022",
  });
  buildSync({
    ...common,
    entryPoints: [join(client, "start.js")],
    globalName: "client",
    outfile: join(lib, PARTS, "page-client.js"),
    target: "es2022",
  });
  for (const name of ["page-client.js", "page-packages.js"]) {
    const file = join(lib, PARTS, name);
    // What others ask for by name is at the top.
    const small = { ...SMALLEST, compress: { passes: 3 }, mangle: true };
    writeFileSync(file, minifySync(readFileSync(file, "utf8"), small).code);
  }
  buildSync({ ...common, entryPoints: [join(client, "page.css")], outfile: join(lib, PARTS, "page.css") });
}

/**
 * Large parts: what the command loads before it knows its task, what a page needs of the engine, what every review
 * and synthesis needs besides, the reports.
 */
function partOf() {
  let atStart;
  let inPage;
  return (file, { getModuleInfo }) => {
    atStart ??= reached(resolve("src", "cli", "main.ts"), getModuleInfo);
    inPage ??= reached(resolve("src", `${PAGE_ENGINE}.ts`), getModuleInfo);
    if (atStart.has(file)) {
      return COMMAND_LINE.test(file) ? undefined : inPage.has(file) ? "basics" : "start";
    }
    if (inPage.has(file)) {
      return PARTS_OF_PAGE.find(([pattern]) => pattern.test(file))?.[1] ?? "engine";
    }
    if (REPORTS.test(file)) {
      return "reports";
    }
    return CHECKS.test(file) ? "checking" : undefined;
  };
}

function reached(file, getModuleInfo, found = new Set()) {
  if (!found.has(file)) {
    found.add(file);
    getModuleInfo(file).importedIds.forEach((id) => reached(id, getModuleInfo, found));
  }
  return found;
}

/** Warnings end the build, but for this: a file that passes on imports passes on more than each entry needs. */
function onLog(level, { code, message }) {
  if (level === "warn" && code !== "UNUSED_EXTERNAL_IMPORT") {
    throw new Error(message);
  }
}

/** The constructs are built a second time, for CDK Terrain: the same sources, another framework below. */
function sourceOf(entry) {
  return entry.startsWith("cdktn/")
    ? `${join(CONSTRUCTS, relative("cdktn", entry))}.ts${ON_CDKTN}`
    : resolve("src", `${entry}.ts`);
}

function sourceFile(module, from) {
  if (from === undefined) {
    return module.endsWith(ON_CDKTN) ? module : null;
  }
  const isOnCdktn = from.endsWith(ON_CDKTN);
  if (!module.startsWith(".")) {
    return { external: true, id: isOnCdktn ? onCdktn(module) : module };
  }
  const path = resolve(dirname(from), module).replace(/\.js$/, "");
  const file = [`${path}.ts`, join(path, "index.ts")].find((each) => existsSync(each));
  return isOnCdktn && usesFramework(file) ? `${file}${ON_CDKTN}` : file;
}

function sourceText(file) {
  return file.endsWith(ON_CDKTN) ? readFileSync(file.slice(0, -ON_CDKTN.length), "utf8") : null;
}

/** The framework and the bindings have the same names there. */
function onCdktn(text) {
  return text
    .replaceAll(/(^|")cdktf(?=$|["/])/g, "$1cdktn")
    .replaceAll("@cdktf/provider-aws", "@cdktn/provider-aws");
}

/** Whether a file leads to the framework; what does not is shared by both builds. */
function usesFramework(file, seen = new Set()) {
  if (!file.startsWith(CONSTRUCTS) || seen.has(file)) {
    return false;
  }
  seen.add(file);
  return ts.preProcessFile(readFileSync(file, "utf8"), true, true).importedFiles.some(({ fileName }) => {
    const imported = fileName.startsWith(".") ? sourceFile(fileName, file) : undefined;
    return imported === undefined || usesFramework(imported, seen);
  });
}

/** Those of what can be imported, for both frameworks: a few files, since each of hundreds takes room. */
async function writeDeclarations(values) {
  const all = mkdtempSync(join(tmpdir(), "declarations-"));
  try {
    const tsc = require.resolve("typescript/bin/tsc");
    execFileSync(process.execPath, [tsc, "-p", "tsconfig.build.json", "--outDir", all], { stdio: "inherit" });
    const constructs = join(all, "constructs");
    for (const name of readdirSync(constructs, { recursive: true, encoding: "utf8" })) {
      if (name.endsWith(".d.ts")) {
        const file = join(all, "cdktn", name);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, onCdktn(readFileSync(join(constructs, name), "utf8")));
      }
    }
    const grammar = join(all, "policy", "grammar.d.ts");
    writeFileSync(grammar, withoutProse(readFileSync(grammar, "utf8")));
    const built = await rolldown({
      external: /^[^./]/,
      input: Object.fromEntries(open.map((module) => [module, join(all, `${module}.d.ts`)])),
      plugins: [dts({ dtsInput: true, tsconfig: false })],
    });
    const { output } = await built.generate({
      chunkFileNames: "types/[name].ts",
      entryFileNames: "[name].ts",
    });
    for (const { code, fileName, isEntry } of output) {
      mkdirSync(dirname(join(lib, fileName)), { recursive: true });
      const declarations = isEntry ? typesMarked(code, values.get(fileName.replace(/\.d\.ts$/, ""))) : code;
      writeFileSync(join(lib, fileName), smallerDeclarations(declarations));
    }
  } finally {
    rmSync(all, { recursive: true });
  }
}

/**
 * With each export that is no value marked: a class may be exported as a type only. What is declared here is exported
 * where it is: a list of its own for hundreds of names is a hundredth of the package.
 */
function typesMarked(code, values) {
  const list = /^export \{ (.*) \};$/m.exec(code);
  const names = list[1].split(", ").map((name) => name.replace(/^type /, ""));
  const here = new Set();
  const body = code.replace(list[0], "").replaceAll(DECLARATION, (line, isValue, name) => {
    if (!names.includes(name) || (isValue !== undefined && !values.has(name))) {
      return line;
    }
    here.add(name);
    return `export ${line}`;
  });
  const others = names
    .filter((name) => !here.has(name))
    .map((name) => (values.has(name.split(" as ").at(-1)) ? name : `type ${name}`));
  return `${body}export { ${others.join(", ")} };\n`;
}

/**
 * Without the names of the files that they came from, what is said of private members, and indentation, which is a
 * hundredth of the package: editors show declarations in a form of their own.
 */
function smallerDeclarations(code) {
  return code
    .replaceAll(/^\/\/ .*\.d\.ts\n/gm, "")
    .replaceAll(/^ +/gm, "")
    .replaceAll(/^\/\*\*(?:(?!\*\/)[^])*\*\/\n(?=private )/gm, "");
}

/** The types of documents are derived from the grammar, and not from what it says for people. */
function withoutProse(declarations) {
  return declarations
    .replaceAll(
      /^ *readonly (?:doc|title|evidence|requiredEvidence|means|example|placeholder): ".*";\n/gm,
      "",
    )
    .replaceAll(/^ *readonly aliases: readonly \[.*\];\n/gm, "")
    .replaceAll(/^ +/gm, "");
}

function withoutTypes(text, file) {
  return transformSync(text, { ...FOR_NODE, format: "esm", loader: "ts", sourcefile: file }).code;
}
