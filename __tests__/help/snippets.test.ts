import { copyFileSync, existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compileFunction } from "node:vm";
import * as jestGlobals from "@jest/globals";
import ts from "typescript";
import { PageFolder } from "./support/page-folder";
import { PAGES, ROOT } from "./support/pages";

// The pages of constructs have a test of their own.
const snippets = PAGES.filter(({ file }) => !file.startsWith("help/constructs/")).flatMap(
  ({ file, blocks }) =>
    blocks
      .filter(({ language }) => language === "ts")
      .map((block) => ({ at: `${file}:${block.line}`, code: block.text, name: block.meta.get("file") })),
);
/** Files of tests: what they declare is run here, where the files of their page stand. */
const testFiles = snippets.filter(({ code }) => code.includes('import "cdktf-org-backup/jest"'));
const apps = snippets
  .filter((snippet) => !testFiles.includes(snippet))
  .filter(({ code }) => code.includes("app.synth()"))
  .map(({ at, code }) => [at, code] as const);

const SOURCES: Readonly<Record<string, string>> = {
  "cdktf-org-backup": join(ROOT, "src", "index.ts"),
  "cdktf-org-backup/constructs": join(ROOT, "src", "constructs", "index.ts"),
  "cdktf-org-backup/jest": join(ROOT, "src", "jest", "index.ts"),
};

/** Users import the package by name; here it is the source. */
function compilerOptions(): ts.CompilerOptions {
  const config = ts.readConfigFile(join(ROOT, "tsconfig.json"), (file) => ts.sys.readFile(file));
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, ROOT);
  return {
    ...options,
    noUnusedLocals: false,
    module: ts.ModuleKind.CommonJS,
    moduleResolution: ts.ModuleResolutionKind.Node10,
    ignoreDeprecations: "6.0",
    paths: Object.fromEntries(Object.entries(SOURCES).map(([name, file]) => [name, [file]])),
  };
}

/** What the compiler says to all snippets, as one program: reading the libraries is what takes time. */
function complaints(): readonly string[] {
  const texts = new Map(snippets.map(({ code }, index) => [join(ROOT, `guide-${index}.ts`), code]));
  const options = compilerOptions();
  const disk = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: (file) => texts.has(file) || disk.fileExists(file),
    readFile: (file) => texts.get(file) ?? disk.readFile(file),
    getSourceFile: (file, version, ...rest) => {
      const text = texts.get(file);
      return text === undefined
        ? disk.getSourceFile(file, version, ...rest)
        : ts.createSourceFile(file, text, version, true);
    },
  };
  const program = ts.createProgram([...texts.keys()], options, host);
  return [...texts.keys()].flatMap((file, index) => {
    const source = program.getSourceFile(file);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
      ({ messageText }) => `${snippets[index]!.at}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
    );
  });
}

/** An import of a snippet. Jest's own modules, so that example and source share one framework. */
function load(name: string): unknown {
  const fromRoot = createRequire(join(ROOT, "package.json"));
  return name === "@jest/globals" ? jestGlobals : jest.requireActual(SOURCES[name] ?? fromRoot.resolve(name));
}

function transpiled(code: string): string {
  return ts.transpileModule(code, { compilerOptions: compilerOptions() }).outputText;
}

/** Runs a whole app where `organization.yaml` stands, and returns the folder that it wrote to. */
function synthesize(code: string): string {
  const outdir = mkdtempSync(join(tmpdir(), "guide-"));
  const before = { cwd: process.cwd(), outdir: process.env.CDKTF_OUTDIR };
  process.chdir(join(ROOT, "stacks"));
  process.env.CDKTF_OUTDIR = outdir;
  try {
    const program = compileFunction(transpiled(code), ["require", "exports"]) as (
      require: typeof load,
      exports: object,
    ) => void;
    program(load, {});
  } finally {
    process.chdir(before.cwd);
    if (before.outdir === undefined) {
      delete process.env.CDKTF_OUTDIR;
    } else {
      process.env.CDKTF_OUTDIR = before.outdir;
    }
  }
  return outdir;
}

/** A folder with the organization of the example and the files of a page. */
function folderOf(page: string): string {
  const folder = mkdtempSync(join(tmpdir(), "guide-tests-"));
  copyFileSync(join(ROOT, "stacks", "organization.yaml"), join(folder, "organization.yaml"));
  for (const { meta, text } of PAGES.find(({ file }) => file === page)?.blocks ?? []) {
    const file = meta.get("file");
    if (file !== undefined) {
      writeFileSync(join(folder, file), text);
    }
  }
  return folder;
}

it("every snippet compiles in a strict project", () => {
  expect(snippets.length).toBeGreaterThan(8);
  expect(complaints()).toEqual([]);
});

it.each(apps)("%s is an app that is synthesized", (_at, code) => {
  expect(existsSync(join(synthesize(code), "manifest.json"))).toBe(true);
});

/** Scripts of a page, each with what it prints: the block that follows. */
const scripts = PAGES.flatMap(({ file, blocks }) =>
  blocks.flatMap(({ language, text, line }, index) => {
    const shown = blocks[index + 1];
    return language === "ts" && text.includes("console.log(") && shown?.language === "text"
      ? [[`${file}:${line}`, text, shown.text] as const]
      : [];
  }),
);

it("every script of the guide is followed by what it prints", () => {
  const printing = snippets.filter(({ code }) => code.includes("console.log("));
  expect(printing.map(({ at }) => at)).toEqual(scripts.map(([at]) => at));
  expect(scripts.length).toBeGreaterThan(3);
});

it.each(scripts)("%s prints what the page shows", async (_at, code, shown) => {
  const folder = new PageFolder();
  const lines: string[] = [];
  const log = (...words: readonly unknown[]): number => lines.push(words.join(" "));
  try {
    const program = compileFunction(transpiled(code), ["require", "exports", "console"]) as (
      require: typeof load,
      exports: object,
      console: { readonly log: typeof log },
    ) => void;
    program(load, {}, { log });
    expect(`${lines.join("\n")}\n`).toBe(shown);
  } finally {
    await folder.close();
  }
});

describe.each(testFiles.map(({ at, code }) => [at, code] as const))("%s", (at, code) => {
  const before = process.cwd();

  beforeAll(() => {
    process.chdir(folderOf(at.replace(/:\d+$/, "")));
  });

  afterAll(() => {
    process.chdir(before);
  });

  const program = compileFunction(transpiled(code), ["require", "exports", "test", "expect"]) as (
    require: typeof load,
    exports: object,
    test: jest.It,
    expect: jest.Expect,
  ) => void;
  program(load, {}, it, expect);
});
