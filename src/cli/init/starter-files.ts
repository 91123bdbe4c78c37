import { APP_FILES, repositoryText, REVIEW_WORKFLOW } from "./repository-files";
import type { RepositoryFile } from "./repository-files";
import { EXAMPLE_OWNER, QUESTIONS } from "./starter-answers";
import type { StarterAnswers } from "./starter-answers";

/** Left out where a CDKTF app exists: it has its own. */
const WHOLE_APP_FILES: readonly RepositoryFile[] = [
  ...APP_FILES,
  { from: "starter/main.ts", to: "main.ts" },
  { from: "starter/README.md", to: "README.md" },
  { from: "starter/__tests__/policies.test.ts", to: "__tests__/policies.test.ts" },
];

const BACKUP_FILES: readonly RepositoryFile[] = [
  { from: "starter/backup/add-backup-stacks.ts", to: "backup/add-backup-stacks.ts" },
  { from: "starter/backup/policies/daily-baseline.ts", to: "backup/policies/daily-baseline.ts" },
  { from: "starter/organization.yaml", to: "organization.yaml" },
  { from: "starter/backup-guardrails.yaml", to: "backup-guardrails.yaml" },
  { from: "starter/org-backup.yaml", to: "org-backup.yaml" },
  REVIEW_WORKFLOW,
];

/** The files of a starter repository by their paths, with the answers in them. */
export function starterFiles(answers: StarterAnswers, besideApp: boolean): ReadonlyMap<string, string> {
  const files = besideApp ? BACKUP_FILES : [...WHOLE_APP_FILES, ...BACKUP_FILES];
  return new Map(files.map((file) => [file.to, filledIn(repositoryText(file), answers)]));
}

function filledIn(text: string, answers: StarterAnswers): string {
  const names = Object.keys(QUESTIONS) as readonly (keyof typeof QUESTIONS)[];
  return names
    .reduce((filled, name) => filled.replaceAll(QUESTIONS[name].example, answers[name]), text)
    .replace(EXAMPLE_OWNER, answers.owner);
}
