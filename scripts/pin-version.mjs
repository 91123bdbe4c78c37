// Run by `npm version`: what installs the package names the version that is released.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [root = ".", version = process.env.npm_package_version] = process.argv.slice(2);

const FILES = [
  "action.yml",
  "Containerfile",
  ".pre-commit-hooks.yaml",
  "templates/review/template.yml",
  "help/pull-requests.md",
  "help/recipes/gitlab-ci/gitlab-ci.yml",
  "help/recipes/pre-commit/pre-commit-config.yaml",
];

const PINS = [
  /(?<=cdktf-org-backup@)\d+\.\d+\.\d+/g,
  /(?<=cdktf-org-backup\/review@)\d+\.\d+\.\d+/g,
  /(?<=cdktf-org-backup@COMMIT # v)\d+\.\d+\.\d+/g,
  /(?<=cdktf-org-backup\n\s+rev: v)\d+\.\d+\.\d+/g,
];

for (const file of FILES) {
  const path = join(root, file);
  const text = readFileSync(path, "utf8");
  const pinned = PINS.reduce((changed, pin) => changed.replaceAll(pin, version), text);
  if (!PINS.some((pin) => text.search(pin) >= 0)) {
    throw new Error(`${file} names no version`);
  }
  writeFileSync(path, pinned);
}
