import { OrgBackupError } from "../org-backup-error";
import { escapeControl } from "../text/escape-control";

/** More problems than this are no help; the rest is counted. */
const MAX_PROBLEMS = 20;

/** An error for people: what happened, where, what to do. A stack trace only where asked for. */
export function reportError(error: unknown, debug: boolean): string {
  if (error instanceof OrgBackupError) {
    const { message, where, hint, problems } = error;
    const place = where === undefined ? "" : `${escapeControl(where)}: `;
    const lines = [`error: ${place}${escapeControl(message)}`];
    lines.push(
      ...problems
        .slice(0, MAX_PROBLEMS)
        .map((problem) => `  ${escapeControl(problem.where)}: ${escapeControl(problem.message)}`),
    );
    if (problems.length > MAX_PROBLEMS) {
      lines.push(`  ... and ${problems.length - MAX_PROBLEMS} more`);
    }
    if (hint !== undefined) {
      lines.push(`hint: ${escapeControl(hint)}`);
    }
    return `${lines.join("\n")}\n${debug ? stackOf(error) : ""}`;
  }
  if (isOfTheSystem(error)) {
    const what = error.syscall === "uv_cwd" ? "The working directory no longer exists." : error.message;
    return `error: ${escapeControl(what)}\n${debug ? stackOf(error) : ""}`;
  }
  const message = error instanceof Error ? error.message : String(error);
  return `error: unexpected: ${escapeControl(message)}\nhint: This is a bug of org-backup. Run again with --log-level debug and report what it prints.\n${
    debug ? stackOf(error) : ""
  }`;
}

/** What the operating system refuses is no bug, whichever way led there. */
function isOfTheSystem(error: unknown): error is NodeJS.ErrnoException {
  return typeof error === "object" && error !== null && "syscall" in error && "code" in error;
}

function stackOf(error: unknown): string {
  return error instanceof Error ? `${error.stack ?? ""}\n` : "";
}
