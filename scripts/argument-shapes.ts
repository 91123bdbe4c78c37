import { join, resolve } from "node:path";
import ts from "typescript";
import type { Parameter, Shape, Signature } from "../src/arguments/shape";

/** Where the shapes of arguments are kept. */
export const ARGUMENT_SHAPES = "src/arguments/argument-shapes.ts";

const ENTRY = "src/index.ts";
/** An interface whose members are functions that check their arguments by their declarations. */
const MATCHERS = { file: "src/jest/backup-matchers.ts", name: "BackupMatchers" };
/** Callers write the options in full: an unknown key is a mistake. */
const EXACT = ["/policy/author/builders/", "/jest/"];
/** Values inside values are looked at this deep; what is wrong below fails in the function. */
const MAX_DEPTH = 2;
/** Longer lists of words have checks, and suggestions, of their own. */
const MAX_WORDS = 30;
/** What callers write stands in arguments and requests; what is deeper inside comes from the library itself. */
const MAX_WORDS_INSIDE = 6;
/** Enough to tell an instance of a class from other objects. */
const MAX_MEMBERS = 5;

/** The text of the table by which the library checks its arguments, from the declarations of its functions. */
export function argumentShapes(root: string): string {
  const reader = new ShapeReader(root);
  const signatures = [...reader.signatures()].map(line);
  const matchers = [...reader.matcherSignatures()].map(line);
  const shapes = [...reader.shapes].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(line);
  return [
    `// Written by \`npm run generate\` from the declarations of ${ENTRY} and ${MATCHERS.file}; change those instead.`,
    'import type { ObjectShape, Signature } from "./shape";',
    "",
    "export const SIGNATURES: Readonly<Record<string, Signature>> = {",
    ...signatures,
    "};",
    "",
    "export const MATCHER_SIGNATURES: Readonly<Record<string, Signature>> = {",
    ...matchers,
    "};",
    "",
    "export const SHAPES: Readonly<Record<string, ObjectShape>> = {",
    ...shapes,
    "};",
    "",
  ].join("\n");
}

function line([name, value]: readonly [string, unknown]): string {
  return `  ${JSON.stringify(name)}: ${JSON.stringify(value)},`;
}

class ShapeReader {
  readonly shapes = new Map<string, { members?: readonly string[]; fields?: Record<string, Shape> }>();
  private readonly checker: ts.TypeChecker;
  private readonly entry: ts.SourceFile;
  private readonly matchers: ts.SourceFile;
  private readonly named = new Map<string, ts.Symbol>();

  constructor(root: string) {
    const { options } = ts.parseJsonConfigFileContent(
      ts.readConfigFile(join(root, "tsconfig.json"), (file) => ts.sys.readFile(file)).config,
      ts.sys,
      root,
    );
    const files = [ENTRY, MATCHERS.file].map((file) => resolve(root, file));
    const program = ts.createProgram(files, { ...options, types: ["node"] });
    this.checker = program.getTypeChecker();
    const [entry, matchers] = files.map((file) => program.getSourceFile(file));
    if (entry === undefined || matchers === undefined) {
      throw new Error(`${ENTRY} or ${MATCHERS.file} is missing`);
    }
    this.entry = entry;
    this.matchers = matchers;
  }

  /** What each function, constructor and static function takes: `review`, `new Organization`, `AwsCron.daily`. */
  *signatures(): Generator<readonly [string, Signature]> {
    for (const exported of this.exportsOf(this.entry)) {
      const symbol = this.resolved(exported);
      if ((symbol.flags & ts.SymbolFlags.Value) === 0 || isTypeOnly(exported)) {
        continue;
      }
      const type = this.checker.getTypeOfSymbol(symbol);
      const { name } = exported;
      yield* this.signature(name, type.getCallSignatures());
      const constructors = type
        .getConstructSignatures()
        .filter(({ declaration }) => !isHidden(declaration) && !isOfLibrary(declaration));
      yield* this.signature(`new ${name}`, constructors);
      if ((symbol.flags & ts.SymbolFlags.Class) !== 0) {
        for (const member of type.getProperties()) {
          const declaration = member.valueDeclaration;
          if (!isHidden(declaration) && !isOfLibrary(declaration)) {
            const calls = this.checker.getTypeOfSymbol(member).getCallSignatures();
            yield* this.signature(`${name}.${member.name}`, calls);
          }
        }
      }
    }
  }

  /** What each member of the interface of matchers takes. */
  *matcherSignatures(): Generator<readonly [string, Signature]> {
    const declared = this.exportsOf(this.matchers).find(({ name }) => name === MATCHERS.name);
    for (const member of declared === undefined
      ? []
      : this.checker.getDeclaredTypeOfSymbol(declared).getProperties()) {
      yield* this.signature(member.name, this.checker.getTypeOfSymbol(member).getCallSignatures());
    }
  }

  private exportsOf(file: ts.SourceFile): readonly ts.Symbol[] {
    const module = this.checker.getSymbolAtLocation(file);
    return module === undefined ? [] : this.checker.getExportsOfModule(module);
  }

  private *signature(
    name: string,
    overloads: readonly ts.Signature[],
  ): Generator<readonly [string, Signature]> {
    const [first] = overloads;
    if (first === undefined) {
      return;
    }
    const all = overloads.map(({ parameters }) => parameters);
    const longest = all.reduce((best, each) => (each.length > best.length ? each : best));
    const takes = longest.map((_, index) => this.parameter(all.flatMap((each) => each[index] ?? [])));
    const returned = first.getReturnType();
    const isAsync = symbolOf(returned)?.name === "Promise";
    yield [name, { takes, ...(isAsync ? { async: true } : {}) }];
    // A function that a function gives back.
    if (returned.getCallSignatures().length > 0 && symbolOf(returned)?.name === "__type") {
      yield* this.signature(`${name}()`, returned.getCallSignatures());
    }
  }

  private parameter(of: readonly ts.Symbol[]): Parameter {
    const [symbol] = of;
    const declaration = symbol?.valueDeclaration;
    if (symbol === undefined || declaration === undefined || !ts.isParameter(declaration)) {
      throw new Error("a parameter without a declaration");
    }
    const types = of.map((each) => this.checker.getTypeOfSymbolAtLocation(each, declaration));
    const [type] = types;
    const isRest = declaration.dotDotDotToken !== undefined;
    const isOptional =
      declaration.questionToken !== undefined ||
      declaration.initializer !== undefined ||
      types.some((each) => isUnionWithUndefined(each));
    const written = declaration.type?.getText().replaceAll(/\s+/g, " ");
    const typeName = written !== undefined && written.length <= 40 ? written : undefined;
    const shape = either(types.map((each) => this.shape(each, 0)));
    const isExact = EXACT.some((folder) => declaration.getSourceFile().fileName.includes(folder));
    return {
      name: ts.isIdentifier(declaration.name) ? declaration.name.text : undefined,
      ...(typeName === undefined ? {} : { type: typeName }),
      shape,
      ...(isExact && isObjectShape(shape) ? { exact: true } : {}),
      ...(isOptional ? { optional: true } : {}),
      ...(isRest && type !== undefined ? { rest: true } : {}),
    };
  }

  private shape(type: ts.Type, depth: number): Shape {
    const alias = symbolOf(type)?.name;
    if (alias === "JsonValue" || alias === "JsonObject") {
      return alias === "JsonValue" ? "json" : "json object";
    }
    const { flags } = type;
    if (flags & ts.TypeFlags.TypeParameter) {
      const constraint = this.checker.getBaseConstraintOfType(type);
      return constraint === undefined ? "any" : this.shape(constraint, depth);
    }
    if (flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) {
      return "any";
    }
    if (flags & ts.TypeFlags.Never) {
      return { either: [] };
    }
    if (flags & ts.TypeFlags.BooleanLike) {
      return "boolean";
    }
    if (flags & (ts.TypeFlags.StringLike | ts.TypeFlags.TemplateLiteral)) {
      return "string";
    }
    if (flags & ts.TypeFlags.NumberLike) {
      return "number";
    }
    if (flags & ts.TypeFlags.Null) {
      return "null";
    }
    if (type.isUnion()) {
      const types = type.types.filter((each) => !(each.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void)));
      const words = types.flatMap((each) => (each.isStringLiteral() ? [each.value] : []));
      if (words.length === types.length) {
        return words.length <= (depth > 1 ? MAX_WORDS_INSIDE : MAX_WORDS)
          ? { words: words.toSorted() }
          : "string";
      }
      const objects = types.filter((each) => this.isInterface(each));
      const others = types.filter((each) => !objects.includes(each)).map((each) => this.shape(each, depth));
      return objects.length < 2 || depth > MAX_DEPTH
        ? either([...objects.map((each) => this.shape(each, depth)), ...others])
        : either([this.alternatives(objects, depth), ...others]);
    }
    if (type.isIntersection() && type.types.some((each) => each.flags & ts.TypeFlags.StringLike)) {
      return "string";
    }
    // What the compiler decides later, such as `NoInfer<T>`, may be anything.
    return flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection | ts.TypeFlags.NonPrimitive)
      ? this.objectShape(type, depth)
      : "any";
  }

  /** What several interfaces have in common: which of them is meant is for the function to say. */
  private alternatives(types: readonly ts.Type[], depth: number): Shape {
    const all = types.map((type) => this.fields(type, depth));
    const names = [...new Set(all.flatMap(Object.keys).map((key) => key.replace(/\?$/, "")))];
    const fields = names.map((name) => {
      const shapes = all.flatMap((each) => each[name] ?? each[`${name}?`] ?? []);
      const isRequired = all.every((each) => each[name] !== undefined);
      return [isRequired ? name : `${name}?`, either(shapes)] as const;
    });
    return { fields: Object.fromEntries(fields) };
  }

  private isInterface(type: ts.Type): boolean {
    const symbol = symbolOf(type);
    return (
      (type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) !== 0 &&
      !isClass(type) &&
      !this.checker.isArrayType(type) &&
      !this.checker.isTupleType(type) &&
      type.getCallSignatures().length === 0 &&
      type.getStringIndexType() === undefined &&
      !(type.isIntersection() && type.types.some((each) => each.flags & ts.TypeFlags.StringLike)) &&
      !(isOfLibrary(symbol?.declarations?.[0]) && !/^(?:Readonly|Pick|Omit)$/.test(symbol?.name ?? ""))
    );
  }

  private objectShape(type: ts.Type, depth: number): Shape {
    if (this.checker.isArrayType(type) || this.checker.isTupleType(type)) {
      const elements = this.checker.getTypeArguments(type as ts.TypeReference);
      return {
        list: depth > MAX_DEPTH ? "any" : either(elements.map((each) => this.shape(each, depth + 1))),
      };
    }
    if (type.getCallSignatures().length > 0) {
      return "function";
    }
    const symbol = symbolOf(type);
    const declaration = symbol?.declarations?.[0];
    if (symbol?.name === "Date") {
      return "time";
    }
    if (symbol?.name === "AbortSignal") {
      return "AbortSignal";
    }
    if (symbol !== undefined && /^(?:Readonly)?(?:Map|Set)$/.test(symbol.name)) {
      return symbol.name.endsWith("Map") ? "Map" : "Set";
    }
    if (isOfLibrary(declaration) && !["Readonly", "Pick", "Omit", "Record"].includes(symbol?.name ?? "")) {
      return "object";
    }
    const values = type.getStringIndexType();
    if (values !== undefined && type.getProperties().length === 0) {
      return { map: depth > MAX_DEPTH ? "any" : this.shape(values, depth + 1) };
    }
    const isNamed =
      symbol !== undefined && !symbol.name.startsWith("__") && !isOfLibrary(declaration) && !isGeneric(type);
    if (depth > MAX_DEPTH && !(isNamed && this.named.get(symbol.name) === symbol)) {
      return "object";
    }
    return isNamed ? { is: this.named_(symbol, type, depth) } : { fields: this.fields(type, depth) };
  }

  private named_(symbol: ts.Symbol, type: ts.Type, depth: number): string {
    let { name } = symbol;
    while (this.named.has(name) && this.named.get(name) !== symbol) {
      name += "_";
    }
    if (!this.named.has(name)) {
      this.named.set(name, symbol);
      const shape: { members?: readonly string[]; fields?: Record<string, Shape> } = {};
      this.shapes.set(name, shape);
      if (isClass(type)) {
        // Their values are not looked at, since getters may compute, apart from words that tell classes apart.
        const members = type
          .getProperties()
          .filter(({ valueDeclaration, flags }) => !isHidden(valueDeclaration) && !(flags & OPTIONAL))
          .filter((member) => !member.name.startsWith("__@"));
        shape.members = members
          .map((member) => member.name)
          .toSorted()
          .slice(0, MAX_MEMBERS);
        const words = members.flatMap((member) => {
          const of = this.checker.getTypeOfSymbol(member);
          return of.isStringLiteral() ? [[member.name, { words: [of.value] }] as const] : [];
        });
        if (words.length > 0) {
          shape.fields = Object.fromEntries(words);
        }
      } else {
        shape.fields = this.fields(type, depth);
      }
    }
    return name;
  }

  private fields(type: ts.Type, depth: number): Record<string, Shape> {
    const fields: Record<string, Shape> = {};
    for (const property of type.getProperties()) {
      if (property.name.startsWith("__@") || property.name === "toString") {
        continue;
      }
      const of = this.checker.getTypeOfSymbol(property);
      const isOptional = (property.flags & OPTIONAL) !== 0 || isUnionWithUndefined(of);
      fields[isOptional ? `${property.name}?` : property.name] = this.shape(of, depth + 1);
    }
    return fields;
  }

  private resolved(symbol: ts.Symbol): ts.Symbol {
    return (symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : this.checker.getAliasedSymbol(symbol);
  }
}

const OPTIONAL = ts.SymbolFlags.Optional;

/** Several kinds, each once; several objects or lists become one. */
function either(shapes: readonly Shape[]): Shape {
  const flat = shapes.flatMap((shape) =>
    typeof shape === "object" && "either" in shape ? shape.either : [shape],
  );
  if (flat.includes("any")) {
    return "any";
  }
  const objects = flat.filter((shape) => shape === "object" || isObjectShape(shape));
  const lists = flat.flatMap((shape) => (typeof shape === "object" && "list" in shape ? [shape.list] : []));
  const words = flat.flatMap((shape) => (typeof shape === "object" && "words" in shape ? shape.words : []));
  const simple = flat.filter((shape) => typeof shape === "string" && shape !== "object");
  const merged: Shape[] = [
    ...(objects.length > 1 ? (["object"] as const) : objects),
    ...(lists.length === 0 ? [] : [{ list: either(lists) }]),
    ...(words.length > 0 && !simple.includes("string") ? [{ words: [...new Set(words)].toSorted() }] : []),
    ...new Set(simple),
  ];
  const [only] = merged;
  return merged.length === 1 && only !== undefined ? only : { either: merged };
}

function isObjectShape(shape: Shape): boolean {
  return typeof shape === "object" && ("is" in shape || "fields" in shape || "map" in shape);
}

function isUnionWithUndefined(type: ts.Type): boolean {
  return type.isUnion() && type.types.some(({ flags }) => (flags & ts.TypeFlags.Undefined) !== 0);
}

/** The compiler's declarations say that every type has a symbol; many have none. */
function symbolOf(type: ts.Type): ts.Symbol | undefined {
  return type.aliasSymbol ?? type.symbol;
}

function isClass({ symbol }: ts.Type): boolean {
  return (((symbol as ts.Symbol | undefined)?.flags ?? 0) & ts.SymbolFlags.Class) !== 0;
}

function isGeneric(type: ts.Type): boolean {
  return (type.aliasTypeArguments?.length ?? 0) > 0;
}

function isHidden(declaration: ts.Declaration | undefined): boolean {
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  return declaration !== undefined && (ts.getCombinedModifierFlags(declaration) & hidden) !== 0;
}

function isOfLibrary(declaration: ts.Declaration | undefined): boolean {
  return declaration?.getSourceFile().fileName.includes("/node_modules/") ?? false;
}

function isTypeOnly(symbol: ts.Symbol): boolean {
  return (symbol.declarations ?? []).some(
    (declaration) => ts.isExportSpecifier(declaration) && ts.isTypeOnlyExportDeclaration(declaration),
  );
}
