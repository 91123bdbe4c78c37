import { join } from "node:path";
import ts from "typescript";

/** What the compiler says to one snippet. */
export interface Diagnostic {
  readonly code: number;
  /** The whole chain of messages. */
  readonly message: string;
  /** The source text that it points at. */
  readonly at: string;
}

const root = join(__dirname, "..", "..", "..", "..");

/** Type-checks snippets as modules of a strict project; one program for all, since the libraries are the cost. */
export function compileSnippets(
  snippets: Readonly<Record<string, string>>,
): Readonly<Record<string, readonly Diagnostic[]>> {
  const names = Object.keys(snippets);
  const texts = new Map(names.map((name, index) => [join(root, `snippet-${index}.ts`), snippets[name]!]));
  const options: ts.CompilerOptions = {
    ...ts.convertCompilerOptionsFromJson(
      (
        ts.readConfigFile(join(root, "tsconfig.json"), (file) => ts.sys.readFile(file)).config as {
          compilerOptions: object;
        }
      ).compilerOptions,
      root,
    ).options,
    types: [],
    noUnusedLocals: false,
    // The package under its own name, as its users import it.
    paths: { "cdktf-org-backup": [join(root, "src/policy/author.ts")] },
  };
  const disk = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: (file) => texts.has(file) || disk.fileExists(file),
    readFile: (file) => texts.get(file) ?? disk.readFile(file),
    getSourceFile: (file, ...rest) => {
      const text = texts.get(file);
      return text === undefined
        ? disk.getSourceFile(file, ...rest)
        : ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
    },
  };
  const program = ts.createProgram([...texts.keys()], options, host);
  return Object.fromEntries(
    [...texts.keys()].map((file, index) => {
      const source = program.getSourceFile(file)!;
      const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
      return [names[index]!, found.map((diagnostic) => describe(diagnostic, source))];
    }),
  );
}

function describe({ code, messageText, start, length }: ts.Diagnostic, source: ts.SourceFile): Diagnostic {
  return {
    code,
    message: ts.flattenDiagnosticMessageText(messageText, "\n"),
    at: source.text.slice(start, (start ?? 0) + (length ?? 0)),
  };
}
