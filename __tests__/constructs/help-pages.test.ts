import { mkdtempSync, readFileSync, readdirSync, existsSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compileFunction } from "node:vm";
import ts from "typescript";
import { PropsDocumentation, withProps } from "./props-documentation";

const ROOT = join(__dirname, "..", "..");
const FOLDER = join(ROOT, "help", "constructs");
const pages = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".md"))
  .sort();
const documentation = new PropsDocumentation();

/** The example of a page: its first block of TypeScript. */
function exampleOf(page: string): string {
  const example = /```ts\n([\s\S]*?)```/.exec(readFileSync(join(FOLDER, page), "utf8"))?.[1];
  if (example === undefined) {
    throw new Error(`${page} has no example.`);
  }
  return example;
}

/** Users import the package by name; here it is the source. */
function compilerOptions(): ts.CompilerOptions {
  const config = ts.readConfigFile(join(ROOT, "tsconfig.json"), (file) => ts.sys.readFile(file));
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, ROOT);
  return {
    ...options,
    module: ts.ModuleKind.CommonJS,
    moduleResolution: ts.ModuleResolutionKind.Node10,
    ignoreDeprecations: "6.0",
    paths: { "cdktf-org-backup/constructs": [join(ROOT, "src", "constructs", "index.ts")] },
  };
}

/** Type errors of examples, as one program: reading the bindings takes seconds. */
function typeErrors(names: readonly string[]): readonly string[] {
  const examples = new Map(names.map((name) => [join(ROOT, `example-${name}.ts`), exampleOf(name)]));
  const options = compilerOptions();
  const host = ts.createCompilerHost(options);
  const [readFile, fileExists, getSourceFile] = [
    host.readFile.bind(host),
    host.fileExists.bind(host),
    host.getSourceFile.bind(host),
  ];
  host.readFile = (file) => examples.get(file) ?? readFile(file);
  host.fileExists = (file) => examples.has(file) || fileExists(file);
  host.getSourceFile = (file, languageVersion, ...rest) => {
    const text = examples.get(file);
    return text === undefined
      ? getSourceFile(file, languageVersion, ...rest)
      : ts.createSourceFile(file, text, languageVersion);
  };
  const program = ts.createProgram([...examples.keys()], options, host);
  return [...examples.keys()]
    .flatMap((file) => program.getSemanticDiagnostics(program.getSourceFile(file)))
    .map(
      ({ file, messageText }) =>
        `${file?.fileName ?? ""}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
    );
}

/** Runs an example where `organization.yaml` stands, and returns the folder that it wrote to. */
function run(example: string): string {
  const outdir = mkdtempSync(join(tmpdir(), "example-"));
  const { outputText } = ts.transpileModule(example, { compilerOptions: compilerOptions() });
  const fromRoot = createRequire(join(ROOT, "package.json"));
  const load = (name: string): unknown =>
    // Jest's own modules, so that example and source share one framework.
    name === "cdktf-org-backup/constructs"
      ? jest.requireActual("../../src/constructs")
      : jest.requireActual(fromRoot.resolve(name));
  const before = { cwd: process.cwd(), outdir: process.env.CDKTF_OUTDIR };
  process.chdir(join(ROOT, "stacks"));
  process.env.CDKTF_OUTDIR = outdir;
  try {
    const program = compileFunction(outputText, ["require", "exports"]) as (
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

it("every construct has a page", () => {
  const constructs = readFileSync(join(ROOT, "src", "constructs", "index.ts"), "utf8");
  const exported = [...constructs.matchAll(/^export \{ (\w+) \} from "\.\/([\w-]+)";$/gm)];
  const files = exported.filter(([, name]) => /^[A-Z]/.test(name!)).map(([, , file]) => `${file!}.md`);
  expect(pages).toEqual(files.sort());
});

it("every example compiles", () => {
  expect(typeErrors(pages)).toEqual([]);
});

describe.each(pages)("%s", (page) => {
  it("has an example that is synthesized", () => {
    expect(existsSync(join(run(exampleOf(page)), "manifest.json"))).toBe(true);
  });

  it("has the properties as they stand in the code", () => {
    const text = readFileSync(join(FOLDER, page), "utf8");
    expect(text).toContain("<!-- props ");
    expect(withProps(text, documentation)).toBe(text);
  });
});

describe.each(documentation.interfaces)("%s", (name) => {
  it("says of each property what it is, and what it is by default where it may be left out", () => {
    for (const prop of documentation.props(name)) {
      expect([prop.name, prop.text]).toEqual([prop.name, expect.stringMatching(/\w/)]);
      expect([prop.name, prop.isOptional ? prop.defaultText : "required"]).toEqual([
        prop.name,
        expect.stringMatching(/\S/),
      ]);
    }
  });
});
