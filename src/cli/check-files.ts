import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { outputDirectory } from "../app/output-directory";
import { isSameFile, pathIdentity } from "../files/path-identity";
import type { PathIdentity } from "../files/path-identity";
import { isRegularOrNew } from "../files/write-file";
import { OrgBackupError } from "../org-backup-error";
import { REVIEW_FILE } from "../review/review-file";
import { GUARDRAILS_FILE } from "../sources/guardrails/guardrails-file-name";
import { STANDARD_INPUT } from "../sources/read-text";
import { CONFIGURATION_FILE } from "./configuration/has-configuration";

interface NamedFile {
  /** The flag or argument, as messages name it. */
  readonly flag: string;
  readonly file: string;
  readonly identity: PathIdentity;
}

/** Flags that name files to read. */
const READ = ["org", "plan", "state", "previous", "guardrails", "body", "review", "resources"] as const;
/** Those of which each may be given once: all of them count together. */
const COUNTED = ["plan", "state", "resources"] as const;
/** Flags that name a file to write, or several. */
const WRITTEN = ["out", "output", "fixOrder"] as const;

/** What may be written over, since it is read before and the result takes its place. */
const REPLACED: ReadonlySet<string> = new Set(["snapshot --out --previous", "verify --fix-order --org"]);

/**
 * Refuses to write a result over a file that the command reads, or two results into one file, however the
 * paths are spelled.
 *
 * @throws OrgBackupError (`usage`)
 */
export function checkFiles(command: CommandUnknownOpts, config: string | boolean | undefined): void {
  const options = command.opts() as Readonly<Record<string, unknown>>;
  for (const key of COUNTED) {
    refuseTwice(isFileFlag(command, key) ? filesOf(options[key], flagOf(key)) : []);
  }
  const written = WRITTEN.flatMap((key) => filesOf(options[key], flagOf(key))).filter(({ file }) =>
    isRegularOrNew(file),
  );
  if (written.length === 0) {
    return;
  }
  const read = [
    ...READ.flatMap((key) => (isFileFlag(command, key) ? filesOf(options[key], flagOf(key)) : [])),
    ...argumentFiles(command),
    ...(options.guardrails === false ? [] : existing("--guardrails", GUARDRAILS_FILE)),
    ...(config === false
      ? []
      : existing("--config", typeof config === "string" ? config : CONFIGURATION_FILE)),
  ];
  written.forEach((result, index) => {
    const input = read.find(
      (each) =>
        isSameFile(each.identity, result.identity) &&
        !REPLACED.has(`${command.name()} ${result.flag} ${each.flag}`),
    );
    if (input !== undefined) {
      throw refusal(
        `${result.flag} ${JSON.stringify(result.file)} is the file that ${input.flag} reads: nothing is written over it.`,
        "Name another file for the result.",
      );
    }
    const other = written.slice(0, index).find((each) => isSameFile(each.identity, result.identity));
    if (other !== undefined) {
      const also = other.file === result.file ? "" : `, which is ${JSON.stringify(other.file)} too`;
      throw refusal(
        `Two results would be written into ${JSON.stringify(result.file)}${also}.`,
        "Name a file for each --output, and another one with --out.",
      );
    }
  });
}

/** What a file says would count twice. */
function refuseTwice(files: readonly NamedFile[]): void {
  const twice = files.find(({ identity }, index) =>
    files.slice(0, index).some((other) => isSameFile(other.identity, identity)),
  );
  if (twice !== undefined) {
    throw refusal(`${twice.flag} names ${JSON.stringify(twice.file)} twice.`, "Leave one of them out.");
  }
}

function refusal(message: string, hint: string): OrgBackupError {
  return new OrgBackupError("usage", message, { hint });
}

function flagOf(key: string): string {
  return `--${key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** `jobs --state` names states of jobs. */
function isFileFlag(command: CommandUnknownOpts, key: string): boolean {
  return command.options.some(
    (option) => option.attributeName() === key && /<file>|\[file\]/.test(option.flags),
  );
}

/** A file, several, or `{ file }` of `--output`. */
function filesOf(value: unknown, flag: string): readonly NamedFile[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.flatMap((each) => {
    const file = typeof each === "object" && each !== null && "file" in each ? each.file : each;
    return typeof file === "string" && file !== "" && file !== STANDARD_INPUT
      ? [{ flag, file, identity: pathIdentity(file) }]
      : [];
  });
}

/** `validate FILE...`, and a directory of synthesized code with its manifest, review and stacks. */
function argumentFiles(command: CommandUnknownOpts): readonly NamedFile[] {
  const names = command.registeredArguments.map((argument) => argument.name());
  if (names.includes("file")) {
    return filesOf(command.args, "the argument");
  }
  const { base, plan } = command.opts() as Readonly<Record<string, unknown>>;
  const [given] = names.includes("directory") ? command.args : [];
  const isDefaultUsed = command.name() === "plan" && given === undefined && plan === undefined;
  const directory = isDefaultUsed ? outputDirectory() : given;
  return [
    ...(directory === undefined ? [] : synthesizedFiles(directory, "the synthesized code")),
    ...(typeof base === "string" ? synthesizedFiles(base, "--base") : []),
  ];
}

function synthesizedFiles(directory: string, flag: string): readonly NamedFile[] {
  const stacks = join(directory, "stacks");
  const names = existsSync(stacks) ? readdirSync(stacks) : [];
  return existing(
    flag,
    join(directory, "manifest.json"),
    join(directory, REVIEW_FILE),
    ...names.map((name) => join(stacks, name, "cdk.tf.json")),
  );
}

function existing(flag: string, ...files: readonly string[]): readonly NamedFile[] {
  return filesOf(
    files.filter((file) => existsSync(file)),
    flag,
  );
}
