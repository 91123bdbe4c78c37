import { rmSync } from "node:fs";
import { join } from "node:path";
import { publicSurface } from "../support/public-surface";
import { consumerProject, runIn } from "./consumer";

/** A module that exports again everything that a package offers: it compiles only if the declarations have it. */
function reexporting(module: string, entry: string): string {
  const { values, types } = publicSurface(entry);
  return `export { ${values.join(", ")} } from "${module}";\nexport type { ${types.join(", ")} } from "${module}";\n`;
}

test("the declarations of the package offer a consumer every name", () => {
  const folder = consumerProject({
    "package.json": JSON.stringify({ name: "consumer", private: true }),
    "tsconfig.json": JSON.stringify({
      compilerOptions: {
        module: "Node16",
        target: "ES2022",
        strict: true,
        skipLibCheck: true,
        types: ["node"],
      },
      include: ["*.ts"],
    }),
    "index.ts": reexporting("cdktf-org-backup", "src/index.ts"),
    "policy.ts": reexporting("cdktf-org-backup/policy", "src/policy.ts"),
  });
  runIn(folder, process.execPath, join("node_modules", "typescript", "bin", "tsc"), "-p", ".", "--noEmit");
  rmSync(folder, { recursive: true, force: true });
});
