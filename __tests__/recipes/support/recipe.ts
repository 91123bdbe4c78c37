import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

export const RECIPES = join(__dirname, "..", "..", "..", "help", "recipes");

export function recipeText(name: string): string {
  return readFileSync(join(RECIPES, name), "utf8");
}

export function recipe(name: string): unknown {
  return parse(recipeText(name), { uniqueKeys: true, strict: true });
}

export function workflow(name: string): Workflow {
  return recipe(name) as Workflow;
}

export interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Job {
  readonly needs?: string | readonly string[];
  readonly if?: string;
  readonly "runs-on": string;
  readonly "timeout-minutes"?: number;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly steps: readonly Step[];
}

export interface Workflow {
  readonly name: string;
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** The scripts of a job by the names of their steps. */
export function scriptOf({ steps }: Job, name: string): string {
  const run = steps.find((step) => step.name === name || step.run === name)?.run;
  if (run === undefined) {
    throw new Error(`no step ${name}`);
  }
  return run;
}
