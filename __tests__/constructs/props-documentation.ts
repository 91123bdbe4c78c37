import { join } from "node:path";
import ts from "typescript";

const ROOT = join(__dirname, "..", "..");
const INDEX = join(ROOT, "src", "constructs", "index.ts");

/** One property of what a construct is given. */
export interface PropDocumentation {
  readonly name: string;
  readonly text: string;
  readonly isOptional: boolean;
  readonly defaultText: string | undefined;
}

/** Reads the TSDoc of everything that `cdktf-org-backup/constructs` exports. */
export class PropsDocumentation {
  private readonly checker: ts.TypeChecker;
  private readonly exported: ReadonlyMap<string, ts.Symbol>;

  constructor() {
    const config = ts.readConfigFile(join(ROOT, "tsconfig.json"), (file) => ts.sys.readFile(file));
    const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, ROOT);
    const program = ts.createProgram([INDEX], options);
    this.checker = program.getTypeChecker();
    const module = this.checker.getSymbolAtLocation(program.getSourceFile(INDEX)!)!;
    this.exported = new Map(
      this.checker
        .getExportsOfModule(module)
        .map((symbol) => [
          symbol.name,
          symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol,
        ]),
    );
  }

  /** The names of all exported interfaces that users fill in. */
  get interfaces(): readonly string[] {
    return [...this.exported]
      .filter(([, symbol]) => symbol.flags & ts.SymbolFlags.Interface)
      .map(([name]) => name);
  }

  props(interfaceName: string): readonly PropDocumentation[] {
    const symbol = this.exported.get(interfaceName);
    if (symbol === undefined) {
      throw new Error(`${interfaceName} is not exported.`);
    }
    const properties = this.checker.getPropertiesOfType(this.checker.getDeclaredTypeOfSymbol(symbol));
    return properties.map((property) => ({
      name: property.name,
      text: ts
        .displayPartsToString(property.getDocumentationComment(this.checker))
        .replaceAll(/\s+/g, " ")
        .trim(),
      isOptional: (property.flags & ts.SymbolFlags.Optional) !== 0,
      defaultText: property
        .getJsDocTags(this.checker)
        .filter(({ name }) => name === "default")
        .map(({ text }) => ts.displayPartsToString(text).replaceAll(/\s+/g, " ").replace(/^- /, ""))
        .at(0),
    }));
  }

  /** A list for the page of a construct. */
  list(interfaceName: string): string {
    return this.props(interfaceName)
      .toSorted((first, second) => Number(first.isOptional) - Number(second.isOptional))
      .map(({ name, text, isOptional, defaultText = "" }) => {
        const standard = isOptional ? `default: ${code(defaultText)}` : "required";
        return `- \`${name}\` (${standard}): ${text}`;
      })
      .join("\n");
  }
}

const MARKER = /<!-- props (\w+) -->\n[\s\S]*?<!-- end -->/g;

/** A page with the lists of properties as they stand in the code. */
export function withProps(page: string, documentation: PropsDocumentation): string {
  return page.replaceAll(
    MARKER,
    (_whole, name: string) => `<!-- props ${name} -->\n\n${documentation.list(name)}\n\n<!-- end -->`,
  );
}

/** A default that is a value stands as code. */
function code(text: string): string {
  return /^["[{]|^(?:true|false|\d+)$/.test(text) ? `\`${text}\`` : text;
}
