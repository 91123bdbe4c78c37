import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { failsSynthesis } from "../review/fails-synthesis";
import { REVIEW_FILE } from "../review/review-file";
import type { Finding } from "../text/finding";

const SOURCE = /\.(?:ts|mts|cts|py|go|java|cs)$/;
const NOT_SOURCE = /\.d\.[mc]?ts$|\.(?:test|spec)\.[^.]+$/;
const NOT_SOURCES: ReadonlySet<string> = new Set([
  "node_modules",
  "__tests__",
  "test",
  "tests",
  "dist",
  "lib",
]);
/** An app has fewer sources; a folder that holds more is not only an app. */
const MOST_FILES = 5000;
/** Files that were checked out or copied in one go differ by this at most. */
const TOLERANCE_MS = 2000;

/**
 * Why synthesized code may not be what its sources say: its synthesis failed, or a source is newer. Sources
 * are looked for where the directory stands beside a cdktf.json.
 */
export function staleCode(directory: string): string | undefined {
  const manifest = join(directory, "manifest.json");
  const reviewFile = join(directory, REVIEW_FILE);
  const writtenAt = statSync(manifest).mtimeMs;
  if (
    existsSync(reviewFile) &&
    statSync(reviewFile).mtimeMs > writtenAt + TOLERANCE_MS &&
    findingsIn(reviewFile).some(failsSynthesis)
  ) {
    return `The last synthesis failed: ${directory} holds the output of an earlier one.`;
  }
  const app = dirname(resolve(directory));
  const newer = existsSync(join(app, "cdktf.json"))
    ? newerSource(app, resolve(directory), writtenAt + TOLERANCE_MS)
    : undefined;
  return newer === undefined
    ? undefined
    : `${relative(app, newer)} was changed after ${directory} was synthesized.`;
}

/** JSON has null for what is not acknowledged. */
type WrittenFinding = Omit<Finding, "acknowledged"> & {
  readonly acknowledged?: Finding["acknowledged"] | null;
};

/** Synthesis writes the review before any stack, and ends there if the review has errors. */
function findingsIn(file: string): readonly Finding[] {
  const { findings = [] } = JSON.parse(readFileSync(file, "utf8")) as {
    readonly findings?: readonly WrittenFinding[];
  };
  return findings.map(({ acknowledged, ...finding }) =>
    acknowledged === undefined || acknowledged === null ? finding : { ...finding, acknowledged },
  );
}

function newerSource(app: string, output: string, than: number): string | undefined {
  const open = [app];
  let files = 0;
  for (let folder = open.pop(); folder !== undefined && files < MOST_FILES; folder = open.pop()) {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (
          !entry.name.startsWith(".") &&
          !NOT_SOURCES.has(entry.name) &&
          path !== output &&
          // Another app: the target branch, checked out for --base.
          !existsSync(join(path, "cdktf.json"))
        ) {
          open.push(path);
        }
      } else if (SOURCE.test(entry.name) && !NOT_SOURCE.test(entry.name)) {
        files += 1;
        if (statSync(path).mtimeMs > than) {
          return path;
        }
      }
    }
  }
  return undefined;
}
