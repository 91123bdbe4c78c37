import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The rule is an ES module, which the test runner does not load: a process of its own lints. */
const script = `
import { Linter } from "eslint";
import tseslint from "typescript-eslint";
import { readFileSync } from "node:fs";
import local from "./scripts/no-import-circle.mjs";
const [file] = process.argv.slice(1);
const config = {
  files: ["**/*.ts"],
  languageOptions: { parser: tseslint.parser },
  plugins: { local },
  rules: { "local/no-import-circle": "error" },
};
const linter = new Linter({ cwd: process.env.LINTED });
console.log(JSON.stringify(linter.verify(readFileSync(file, "utf8"), config, { filename: file })));
`;

function messages(files: Readonly<Record<string, string>>, linted: string): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), "circle-"));
  try {
    for (const [name, text] of Object.entries(files)) {
      writeFileSync(join(folder, name), text);
    }
    const args = ["--input-type=module", "-e", script, "--", join(folder, linted)];
    const output = execFileSync(process.execPath, args, {
      encoding: "utf8",
      env: { ...process.env, LINTED: folder },
    });
    return (JSON.parse(output) as readonly { readonly message: string }[]).map(({ message }) => message);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("the lint rule on import circles", () => {
  test("refuses a circle that only type imports close, and names the way", () => {
    const files = {
      "a.ts": 'import type { B } from "./b";\nexport interface A { b: B }\n',
      "b.ts": 'import { c } from "./c";\nexport interface B { c: typeof c }\n',
      "c.ts": 'import type { A } from "./a";\nexport const c: A | undefined = undefined;\n',
    };
    expect(messages(files, "a.ts")).toEqual([
      "Import circle: a.ts -> b.ts -> c.ts -> a.ts. Move what both need into a file of its own.",
    ]);
  });

  test("accepts modules that share a third one", () => {
    const files = {
      "a.ts": 'import type { B } from "./b";\nimport type { C } from "./c";\nexport type A = B | C;\n',
      "b.ts": 'import type { C } from "./c";\nexport type B = C;\n',
      "c.ts": "export type C = string;\n",
    };
    expect(messages(files, "a.ts")).toEqual([]);
  });
});
