import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..");
const { version, scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
  readonly version: string;
  readonly scripts: Readonly<Record<string, string>>;
};

it("npm version changes every place that installs the package", () => {
  const tracked = execFileSync("git", ["ls-files"], { cwd: ROOT, encoding: "utf8" }).trim().split("\n");
  const naming = tracked.filter(
    (file) =>
      !/^(?:__tests__|src|scripts|node_modules)\/|^package(?:-lock)?\.json$|^help\/(?:schema|starter)\/|^CHANGELOG/.test(
        file,
      ) &&
      new RegExp(`(?:@|v)${version.replaceAll(".", "\\.")}\\b`).test(readFileSync(join(ROOT, file), "utf8")),
  );
  const copy = mkdtempSync(join(tmpdir(), "pin-version-"));
  for (const file of naming) {
    cpSync(join(ROOT, file), join(copy, file));
  }
  execFileSync(process.execPath, [join(ROOT, "scripts", "pin-version.mjs"), copy, "7.8.9"]);
  expect(naming.length).toBeGreaterThan(5);
  for (const file of naming) {
    const text = readFileSync(join(copy, file), "utf8");
    expect([
      file,
      text.includes(`@${version}`),
      text.includes(`v${version}`),
      text.includes("7.8.9"),
    ]).toEqual([file, false, false, true]);
  }
  expect(scripts.version).toContain("node scripts/pin-version.mjs");
});
