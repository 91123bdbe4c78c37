import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createProgram } from "../../../src/cli/program";
import { reportError } from "../../../src/cli/report-error";

export interface CommandRun {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line in this process, as main.ts does. */
export async function runCommand(args: readonly string[]): Promise<CommandRun> {
  let [stdout, stderr, status] = ["", "", 0];
  const program = createProgram(
    (code) => (status = code),
    () => ({
      stdout: (text) => (stdout += text),
      stderr: (text) => (stderr += text),
      color: false,
      width: 80,
      now: () => new Date("2026-09-14T08:45:00Z"),
    }),
  );
  try {
    await program.parseAsync(["node", "org-backup", ...args]);
  } catch (error) {
    status = 1;
    stderr += reportError(error, false);
  }
  return { status, stdout, stderr };
}

/** Sets environment variables for one test; all others that the command reads are taken away. */
export function environment(values: Readonly<Record<string, string>>): () => void {
  const names = [
    ...["GITHUB_TOKEN", "GITHUB_API_URL", "GITHUB_REPOSITORY", "GITHUB_REF", "GITHUB_EVENT_PATH"],
    ...["GITLAB_TOKEN", "CI_API_V4_URL", "CI_SERVER_URL", "CI_PROJECT_PATH", "CI_MERGE_REQUEST_IID"],
  ];
  const before = new Map(names.map((name) => [name, process.env[name]]));
  const set = (name: string, value: string | undefined): void => {
    if (value === undefined) {
      // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- the only way to unset a variable
      delete process.env[name];
    } else {
      process.env[name] = value;
    }
  };
  names.forEach((name) => set(name, values[name]));
  return () => before.forEach((value, name) => set(name, value));
}

export function temporaryFile(name: string, text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), "org-backup-comment-")), name);
  writeFileSync(file, text);
  return file;
}
