import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { runInNewContext } from "node:vm";
import ts from "typescript";
import type * as library from "yaml";
import { modulesOf } from "../../src/app/module-script";
import { forMachines, yamlScript } from "../../src/app/yaml-script";

const ENTRY = require.resolve("yaml");

/** What a file consists of besides white space and comments; names of modules aside. */
function tokens(code: string): readonly string[] {
  const source = ts.createSourceFile("x.js", code, ts.ScriptTarget.ES2022, false, ts.ScriptKind.JS);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const isLeaf = ts.isToken(node) || ts.isIdentifier(node) || ts.isLiteralExpression(node);
    const isRequired = ts.isCallExpression(node) && node.expression.getText(source) === "require";
    if (isLeaf) {
      found.push(`${ts.SyntaxKind[node.kind]} ${node.getText(source)}`);
    } else if (!isRequired) {
      found.push(ts.SyntaxKind[node.kind]);
      ts.forEachChild(node, visit);
    }
  };
  visit(source);
  return found;
}

describe("what reads YAML in a page", () => {
  const modules = modulesOf(ENTRY, forMachines);

  it("is the installed library, without comments and indentation only", () => {
    expect(modules.size).toBeGreaterThan(50);
    for (const [name, code] of modules) {
      expect(tokens(code)).toEqual(tokens(readFileSync(join(dirname(ENTRY), name), "utf8")));
    }
  });

  it("is defined by its script as `yaml`", () => {
    const script = yamlScript();
    const scope: { yaml?: Pick<typeof library, "parse"> } = {};
    runInNewContext(script, scope);
    expect(JSON.stringify(scope.yaml?.parse("a: [1, ~]\nb: &x 2\n"))).toBe('{"a":[1,null],"b":2}');
    expect(() => scope.yaml?.parse("a: [") as unknown).toThrow(/Flow sequence/);
  });
});
