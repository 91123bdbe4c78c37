import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expectGolden } from "../support/golden-file";
import { ROOT } from "./packed";

interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly peer?: boolean;
  readonly optional?: boolean;
}

/** Everything that an installation of the package brings along, the optional peers left out. */
function installed(): readonly (readonly [name: string, LockedPackage])[] {
  const lock = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")) as {
    readonly packages: Readonly<Record<string, LockedPackage>>;
  };
  return Object.entries(lock.packages)
    .filter(([path, { dev, peer }]) => path !== "" && dev !== true && peer !== true)
    .map(([path, locked]) => [path.replace(/^.*node_modules\//, ""), locked] as const);
}

function manifest(): { readonly dependencies: Readonly<Record<string, string>> } {
  return JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as ReturnType<typeof manifest>;
}

const ALLOWED = /^(MIT|Apache-2\.0|ISC|BSD-2-Clause|BSD-3-Clause|0BSD|MPL-2\.0)$/;

describe("what the package brings along", () => {
  it("is licensed as the package may be used", () => {
    const others = installed().filter(([, { license }]) => !ALLOWED.test(license ?? ""));
    expect(others).toEqual([]);
  });

  it("is listed", () => {
    const rows = installed().map(
      ([name, { version, license }]) => `| ${name} | ${version ?? ""} | ${license ?? ""} |`,
    );
    const direct = Object.keys(manifest().dependencies).length;
    expectGolden(
      join(ROOT, "help", "dependencies.md"),
      [
        "# Dependencies",
        "",
        "<!-- prettier-ignore-start -->",
        "",
        `An installation brings ${rows.length} packages, of which ${direct} are asked for by this one. CDKTF or CDK Terrain, their AWS bindings and \`constructs\` are optional peers: only the constructs need them. \`expect\` is one for the types of the matchers for jest.`,
        "",
        "The AWS clients are regular dependencies although only live commands use them, and load them only then: `npx org-backup snapshot` must work in an empty folder, where an optional package would be missing.",
        "",
        "| package | version | licence |",
        "| --- | --- | --- |",
        ...[...new Set(rows)].sort(),
        "",
        "<!-- prettier-ignore-end -->",
        "",
      ].join("\n"),
    );
  });
});
