// Leaves in the declarations of a package what its entry points lead to: nothing else can be imported.
import { writeFileSync } from "node:fs";
import ts from "typescript";

/**
 * @param folder the absolute folder of all declarations
 * @param entries the absolute declaration files that the package exports
 * @returns the files that are left
 */
export function pruneDeclarations(folder, entries) {
  const program = ts.createProgram(entries, {
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    noLib: true,
    types: [],
  });
  const isOurs = ({ fileName }) => fileName.startsWith(folder);
  const used = usedNodes(program, entries, isOurs);
  const kept = new Set();
  for (const file of program.getSourceFiles().filter(isOurs)) {
    const text = file.statements.map((statement) => textOf(statement, used)).join("");
    if (text !== "" && text !== EMPTY_EXPORT) {
      kept.add(file.fileName);
      writeFileSync(file.fileName, `${lessIndented(text.trimStart())}\n`);
    }
  }
  return kept;
}

/** Indentation is a hundredth of the package. */
function lessIndented(text) {
  return text.replaceAll(/^(?: {4})+/gm, (margin) => " ".repeat(margin.length / 4));
}

/** The statements, and the names in imports and exports, that what the entry points offer is made of. */
function usedNodes(program, entries, isOurs) {
  const checker = program.getTypeChecker();
  const used = new Set();
  const open = [];
  const use = (node) => {
    if (!used.has(node)) {
      used.add(node);
      open.push(node);
    }
  };
  const useSymbol = (symbol) => {
    // A name may be passed on by several files.
    for (let at = symbol; at !== undefined; at = passedOn(at, checker)) {
      for (const declaration of (at.declarations ?? []).filter((each) => isOurs(each.getSourceFile()))) {
        if (ts.isSourceFile(declaration)) {
          declaration.statements.forEach(use);
        } else {
          use(isSpecifier(declaration) ? declaration : statementOf(declaration));
        }
      }
    }
  };
  const visit = (node) => {
    if (ts.isIdentifier(node)) {
      useSymbol(checker.getSymbolAtLocation(node));
    } else if (ts.isExportDeclaration(node)) {
      useSymbol(
        node.exportClause === undefined ? checker.getSymbolAtLocation(node.moduleSpecifier) : undefined,
      );
      node.exportClause?.elements?.forEach(use);
    } else if (ts.isExportSpecifier(node)) {
      useSymbol(checker.getExportSpecifierLocalTargetSymbol(node));
    } else if (ts.isImportTypeNode(node)) {
      useSymbol(checker.getSymbolAtLocation(node.argument.literal));
    }
    ts.forEachChild(node, visit);
  };
  for (const entry of entries) {
    program
      .getSourceFile(entry)
      .statements.filter((statement) => !ts.isImportDeclaration(statement))
      .forEach(use);
  }
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    visit(node);
  }
  return used;
}

function passedOn(symbol, checker) {
  return (symbol.flags & ts.SymbolFlags.Alias) === 0 ? undefined : checker.getImmediateAliasedSymbol(symbol);
}

function isSpecifier(node) {
  return ts.isImportSpecifier(node) || ts.isExportSpecifier(node);
}

function statementOf(node) {
  return ts.isSourceFile(node.parent) ? node : statementOf(node.parent);
}

const EMPTY_EXPORT = "\nexport {};";

/** A statement as it is left, with its comments; empty if nothing of it is used. */
function textOf(statement, used) {
  const { text } = statement.getSourceFile();
  const names = namesOf(statement);
  if (names === undefined) {
    return used.has(statement) || ts.isImportDeclaration(statement) ? statement.getFullText() : "";
  }
  // With an empty export, what is not exported by a word of its own is private; without one everything is public.
  if (names.elements.length === 0) {
    return EMPTY_EXPORT;
  }
  const kept = names.elements.filter((name) => used.has(name)).map((name) => name.getText());
  return kept.length === 0
    ? ""
    : `${text.slice(statement.pos, names.getStart())}{ ${kept.join(", ")} }${text.slice(names.end, statement.end)}`;
}

/** The list in the braces of an import or export. */
function namesOf(statement) {
  const names = ts.isImportDeclaration(statement)
    ? statement.importClause?.namedBindings
    : ts.isExportDeclaration(statement)
      ? statement.exportClause
      : undefined;
  return names !== undefined && (ts.isNamedImports(names) || ts.isNamedExports(names)) ? names : undefined;
}
