import { join } from "node:path";
import ts from "typescript";

const ROOT = join(__dirname, "..", "..");

export interface PublicSurface {
  /** Names of values and of types, sorted. */
  readonly values: readonly string[];
  readonly types: readonly string[];
  /** Types of this package that exported declarations mention and that are not exported, as `Name (file)`. */
  readonly missing: readonly string[];
}

/** What an entry point of the package exports, and which types it forgets. */
export function publicSurface(entry: string): PublicSurface {
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(join(ROOT, "tsconfig.json"), (file) => ts.sys.readFile(file)).config,
    ts.sys,
    ROOT,
  );
  const file = join(ROOT, entry);
  const program = ts.createProgram([file], { ...options, types: ["node"] });
  const checker = program.getTypeChecker();
  const resolved = (symbol: ts.Symbol): ts.Symbol =>
    (symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol);
  const module = checker.getSymbolAtLocation(program.getSourceFile(file)!)!;
  const named = checker
    .getExportsOfModule(module)
    .map((symbol) => ({ name: symbol.name, symbol: resolved(symbol) }));
  const exported = new Set(named.map(({ symbol }) => symbol));
  const missing = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isBlock(node) || (ts.canHaveModifiers(node) && isPrivate(node))) {
      return;
    }
    const mentioned = ts.isTypeReferenceNode(node)
      ? node.typeName
      : ts.isExpressionWithTypeArguments(node)
        ? node.expression
        : undefined;
    const symbol = mentioned === undefined ? undefined : checker.getSymbolAtLocation(mentioned);
    if (symbol !== undefined) {
      const target = resolved(symbol);
      const declaredIn = target.declarations?.[0]?.getSourceFile().fileName ?? "";
      if (isExported(target) && declaredIn.startsWith(join(ROOT, "src")) && !exported.has(target)) {
        missing.add(`${target.name} (${declaredIn.slice(ROOT.length + 1)})`);
      }
    }
    ts.forEachChild(node, visit);
  };
  for (const { symbol } of named) {
    for (const declaration of symbol.declarations ?? []) {
      if (ts.isVariableDeclaration(declaration)) {
        if (declaration.type !== undefined) {
          visit(declaration.type);
        }
      } else {
        ts.forEachChild(declaration, visit);
      }
    }
  }
  const isValue = ({ symbol }: { readonly symbol: ts.Symbol }): boolean =>
    (symbol.flags & ts.SymbolFlags.Value) !== 0;
  return {
    values: named
      .filter(isValue)
      .map(({ name }) => name)
      .sort(),
    types: named
      .filter((each) => !isValue(each))
      .map(({ name }) => name)
      .sort(),
    missing: [...missing].sort(),
  };
}

/** What a module keeps to itself is spelled out by the types that use it. */
function isExported({ declarations = [] }: ts.Symbol): boolean {
  return declarations.some(
    (declaration) => (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Export) !== 0,
  );
}

function isPrivate(node: ts.HasModifiers): boolean {
  return (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword);
}
