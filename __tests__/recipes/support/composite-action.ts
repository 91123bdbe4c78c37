import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { pack, ROOT } from "../../packaging/packed";
import { filledIn, holds } from "./expressions";
import type { Step } from "./recipe";
import type { Workshop } from "./workshop";

export interface CompositeAction {
  readonly name: string;
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string; readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly (Step & { readonly shell: string })[] };
}

export const ACTION_TEXT = readFileSync(join(ROOT, "action.yml"), "utf8");
export const ACTION = parse(ACTION_TEXT) as CompositeAction;

/** A text with the tarball in the place of the published version. */
export function withTarball(text: string): string {
  return text.replaceAll(/cdktf-org-backup@\d+\.\d+\.\d+/g, pack().tarball);
}

export interface ActionRun {
  readonly status: number | null;
  readonly output: string;
  /** Names of the steps that ran. */
  readonly steps: readonly string[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

export interface ActionRequest {
  readonly inputs?: Readonly<Record<string, string>>;
  /** The context `github`. */
  readonly github?: Readonly<Record<string, unknown>>;
  readonly environment?: Readonly<Record<string, string>>;
  /** That of the runner; kept between runs where it is given. */
  readonly temporary?: string;
}

/** Runs the steps of the action one after the other, as the runner of GitHub Actions does. */
export async function runAction(workshop: Workshop, request: ActionRequest = {}): Promise<ActionRun> {
  const { runs, inputs: declared, outputs } = parse(withTarball(ACTION_TEXT)) as CompositeAction;
  const unknown = Object.keys(request.inputs ?? {}).filter((name) => !(name in declared));
  if (unknown.length > 0) {
    throw new Error(`the action has no input ${unknown.join(", ")}`);
  }
  const temporary = request.temporary ?? mkdtempSync(join(tmpdir(), "runner-temp-"));
  const files = mkdtempSync(join(tmpdir(), "runner-files-"));
  const [summary, output] = [join(files, "summary.md"), join(files, "output.txt")];
  const github = { repository: "nordwind/platform", ...request.github };
  const inputs = Object.fromEntries(
    Object.entries(declared).map(([name, input]) => [
      name,
      request.inputs?.[name] ?? filledIn(input.default, { github }),
    ]),
  );
  const steps: Record<string, { readonly outputs: Readonly<Record<string, string>> }> = {};
  const contexts = { github, inputs, steps };
  mkdirSync(temporary, { recursive: true });
  writeFileSync(summary, "");
  const ran: string[] = [];
  let [log, status]: [string, number | null] = ["", 0];
  for (const step of runs.steps) {
    // A step without always() does not run after a failure.
    if (status !== 0 || !holds(step.if, contexts)) {
      continue;
    }
    ran.push(step.name ?? "");
    writeFileSync(output, "");
    const environment = Object.entries(step.env ?? {}).map(([name, text]) => [
      name,
      filledIn(text, contexts),
    ]);
    const run = await workshop.run(step.run ?? "", {
      CI: "true",
      GITHUB_ACTIONS: "true",
      GITHUB_WORKSPACE: workshop.folder,
      GITHUB_REPOSITORY: "nordwind/platform",
      GITHUB_SERVER_URL: "https://github.example",
      GITHUB_RUN_ID: "4711",
      GITHUB_REF: "refs/pull/7/merge",
      ...request.environment,
      RUNNER_TEMP: temporary,
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_OUTPUT: output,
      ...(Object.fromEntries(environment) as Record<string, string>),
    });
    [log, status] = [log + run.output, run.status];
    if (step.id !== undefined) {
      steps[step.id] = { outputs: outputsIn(readFileSync(output, "utf8")) };
    }
  }
  return {
    status,
    output: log,
    steps: ran,
    outputs: Object.fromEntries(
      Object.entries(outputs).map(([name, { value }]) => [name, filledIn(value, contexts)]),
    ),
    summary: readFileSync(summary, "utf8"),
  };
}

/** `name=value`, and `name<<END` with the lines up to END. */
function outputsIn(text: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  const lines = text.split("\n");
  for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
    const [, name = "", end] = /^([\w-]+)<<(.+)$/.exec(line) ?? [];
    if (end !== undefined) {
      found[name] = lines.splice(0, lines.indexOf(end)).join("\n");
      lines.shift();
    } else if (line !== "") {
      const split = line.indexOf("=");
      found[line.slice(0, split)] = line.slice(split + 1);
    }
  }
  return found;
}
