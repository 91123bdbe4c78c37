import * as author from "../../../src/policy/author";
import { compileSnippets } from "./support/compile-snippets";
import { RIGHT_USAGES, WRONG_USAGES } from "./support/snippets";

const types = ["BackupPlan", "BackupRule", "Lifecycle", "Region", "TerraformToken"];
const prelude = `import { ${Object.keys(author).join(", ")} } from "cdktf-org-backup";
import type { ${types.join(", ")} } from "cdktf-org-backup";
`;

const right = Object.entries(RIGHT_USAGES);
const wrong = Object.entries(WRONG_USAGES);

const diagnostics = compileSnippets(
  Object.fromEntries([
    ...right.map(([name, code]) => [name, prelude + code] as const),
    ...wrong.map(([name, { code }]) => [name, prelude + code] as const),
  ]),
);

describe("the types of authoring", () => {
  test.each(right.map(([name]) => name))("take %s", (name) => {
    expect(diagnostics[name]).toEqual([]);
  });

  test.each(wrong)("refuse %s", (name, { diagnostic, message, at }) => {
    expect(diagnostics[name]).toEqual([
      { code: diagnostic, message: expect.stringMatching(message) as string, at },
    ]);
  });
});
