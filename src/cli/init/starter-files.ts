import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ownVersion } from "../version";
import { QUESTIONS } from "./starter-answers";
import type { StarterAnswers } from "./starter-answers";

/** The guide comes with the package; the starter is a part of it. */
const HELP_FOLDER = join(__dirname, "..", "..", "..", "help");

interface StarterFile {
  /** Where it stands in the guide's folder. */
  readonly from: string;
  readonly to: string;
  /** Left out where a CDKTF app exists: it has its own. */
  readonly wholeAppOnly?: boolean;
}

const FILES: readonly StarterFile[] = [
  { from: "starter/package.json", to: "package.json", wholeAppOnly: true },
  { from: "starter/cdktf.json", to: "cdktf.json", wholeAppOnly: true },
  { from: "starter/tsconfig.json", to: "tsconfig.json", wholeAppOnly: true },
  // Packages leave files of the name .gitignore out.
  { from: "starter/gitignore", to: ".gitignore", wholeAppOnly: true },
  { from: "starter/main.ts", to: "main.ts", wholeAppOnly: true },
  { from: "starter/README.md", to: "README.md", wholeAppOnly: true },
  { from: "starter/__tests__/policies.test.ts", to: "__tests__/policies.test.ts", wholeAppOnly: true },
  { from: "starter/backup/add-backup-stacks.ts", to: "backup/add-backup-stacks.ts" },
  { from: "starter/backup/policies/daily-baseline.ts", to: "backup/policies/daily-baseline.ts" },
  { from: "starter/organization.yaml", to: "organization.yaml" },
  { from: "starter/backup-guardrails.yaml", to: "backup-guardrails.yaml" },
  { from: "starter/org-backup.yaml", to: "org-backup.yaml" },
  {
    from: "recipes/github-actions/review-backup-policies.yml",
    to: ".github/workflows/review-backup-policies.yml",
  },
];

/** The files of a starter repository by their paths, with the answers in them. */
export function starterFiles(answers: StarterAnswers, besideApp: boolean): ReadonlyMap<string, string> {
  return new Map(
    FILES.filter(({ wholeAppOnly }) => !besideApp || wholeAppOnly !== true).map(({ from, to }) => [
      to,
      filledIn(readFileSync(join(HELP_FOLDER, from), "utf8"), answers),
    ]),
  );
}

function filledIn(text: string, answers: StarterAnswers): string {
  const names = Object.keys(QUESTIONS) as readonly (keyof StarterAnswers)[];
  return (
    names
      .reduce((filled, name) => filled.replaceAll(QUESTIONS[name].example, answers[name]), text)
      // The recipe is written for this repository, whose organization file stands in a folder.
      .replaceAll("stacks/organization.yaml", "organization.yaml")
      .replace('"cdktf-org-backup": "0.1.0"', `"cdktf-org-backup": "${ownVersion()}"`)
  );
}
