import { existsSync, lstatSync } from "node:fs";
import { join } from "node:path";
import { writeFiles } from "../../files/write-files";
import { OrgBackupError } from "../../org-backup-error";
import { escapeControl } from "../../text/escape-control";
import type { ExitStatus, CliContext } from "../cli-context";
import { starterAnswers } from "../init/starter-answers";
import type { StarterAnswers } from "../init/starter-answers";
import { starterFiles } from "../init/starter-files";
import { processInteraction } from "../interaction";
import type { Interaction } from "../interaction";

export interface InitOptions extends Partial<StarterAnswers> {
  readonly example?: boolean;
}

/** `org-backup init`: a starter repository, or backup stacks beside an existing app. Writes over nothing. */
export async function init(
  directory: string,
  options: InitOptions,
  host: CliContext,
  interaction: Interaction = processInteraction(),
): Promise<ExitStatus> {
  const besideApp = existsSync(join(directory, "cdktf.json"));
  const files = starterFiles(await starterAnswers(options, interaction), besideApp);
  const existing = [...files.keys()].filter((path) => isThere(join(directory, path)));
  if (existing.length > 0) {
    throw new OrgBackupError("usage", `These files exist: ${existing.join(", ")}. Nothing is written.`, {
      where: directory,
      hint: "Name an empty folder, or move the files away.",
    });
  }
  await writeFiles(directory, files);
  host.stdout(
    `${[...files.keys()].map((path) => `wrote ${escapeControl(join(directory, path))}`).join("\n")}\n\n`,
  );
  host.stdout(nextSteps(directory, besideApp));
  return 0;
}

/** A symbolic link counts too, also one that leads nowhere yet: it would be written through. */
function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** The name is not on npm before the first release; a tarball takes its place, in package.json too. */
const INSTALL =
  "  npm install cdktf-org-backup                       # not on npm yet? npm pack in its repository, npm install FILE.tgz here";

function nextSteps(directory: string, besideApp: boolean): string {
  const enter = directory === "." ? [] : [`  cd ${escapeControl(directory)}`];
  const steps = besideApp
    ? [
        ...enter,
        INSTALL,
        '  # in the app: import { addBackupStacks } from "./backup/add-backup-stacks"; addBackupStacks(app);',
        "  npx cdktf synth",
        "  npx org-backup plan                                # what the code does to each account",
      ]
    : [
        ...enter,
        INSTALL,
        "  npx org-backup snapshot --out organization.yaml    # the organization as it is; read-only",
        "  npm run plan                                       # what the code does to each account",
        "  npm test",
      ];
  return `Next:\n${steps.join("\n")}\n`;
}
