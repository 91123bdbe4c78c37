import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageFolder } from "../../package-folder";
import { ownVersion } from "../version";

/** The guide comes with the package; the starter is a part of it. */
const HELP_FOLDER = join(packageFolder(), "help");

/** A file of the guide's folder, and where it stands in a repository. */
export interface RepositoryFile {
  readonly from: string;
  readonly to: string;
}

/** What makes a folder a CDKTF app of its own. */
export const APP_FILES: readonly RepositoryFile[] = [
  { from: "starter/package.json", to: "package.json" },
  { from: "starter/cdktf.json", to: "cdktf.json" },
  { from: "starter/tsconfig.json", to: "tsconfig.json" },
  // Packages leave files of the name .gitignore out.
  { from: "starter/gitignore", to: ".gitignore" },
];

/** The review of every pull request. */
export const REVIEW_WORKFLOW: RepositoryFile = {
  from: "recipes/github-actions/review-backup-policies.yml",
  to: ".github/workflows/review-backup-policies.yml",
};

/** The text of a file as it stands in a repository of its own. */
export function repositoryText({ from }: RepositoryFile): string {
  return (
    readFileSync(join(HELP_FOLDER, from), "utf8")
      // The recipe is written for this repository, whose organization file stands in a folder.
      .replaceAll("stacks/organization.yaml", "organization.yaml")
      .replace('"cdktf-org-backup": "0.1.0"', `"cdktf-org-backup": "${ownVersion()}"`)
  );
}
