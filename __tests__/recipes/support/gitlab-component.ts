import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { ROOT } from "../../packaging/packed";
import { withTarball } from "./composite-action";

export interface GitlabJob {
  readonly stage?: string;
  readonly variables?: Readonly<Record<string, string>>;
  readonly script?: readonly string[];
  readonly before_script?: readonly string[];
  readonly needs?: readonly string[];
  readonly rules?: readonly { readonly if: string; readonly when?: string }[];
  readonly artifacts?: { readonly paths: readonly string[]; readonly reports: { readonly junit: string } };
}

export interface ComponentInput {
  readonly description?: string;
  readonly type?: "boolean";
  readonly default: string | boolean;
}

export const COMPONENT_TEXT = readFileSync(join(ROOT, "templates", "review", "template.yml"), "utf8");
const [header, body] = parseAllDocuments(COMPONENT_TEXT).map((document) => document.toJS() as unknown);
export const COMPONENT_INPUTS = (
  header as { readonly spec: { readonly inputs: Record<string, ComponentInput> } }
).spec.inputs;

/** The jobs of the component with these inputs: filled in where a value stands, after the YAML was read. */
export function componentJobs(
  inputs: Readonly<Record<string, string | boolean>>,
): Readonly<Record<string, GitlabJob>> {
  for (const [name, value] of Object.entries(inputs)) {
    const known = COMPONENT_INPUTS[name];
    if (known === undefined || typeof value !== (known.type ?? "string")) {
      throw new Error(`the component takes no ${name} ${JSON.stringify(value)}`);
    }
  }
  const fill = (text: string): string =>
    text.replaceAll(/\$\[\[ inputs\.([\w-]+) \]\]/g, (_whole, name: string) => {
      const input = COMPONENT_INPUTS[name];
      if (input === undefined) {
        throw new Error(`the component has no input ${name}`);
      }
      return String(inputs[name] ?? input.default);
    });
  const filled = (value: unknown): unknown =>
    typeof value === "string"
      ? fill(value)
      : Array.isArray(value)
        ? value.map(filled)
        : typeof value === "object" && value !== null
          ? Object.fromEntries(Object.entries(value).map(([key, each]) => [fill(key), filled(each)]))
          : value;
  return filled(body) as Readonly<Record<string, GitlabJob>>;
}

/** What GitLab puts into the environment of a job: variables may name others, and are not read by a shell. */
export function jobVariables(
  { variables = {} }: GitlabJob,
  environment: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const expanded = Object.entries(variables).map(([name, value]) => [
    name,
    withTarball(value).replaceAll(/\$(\w+)|\$\{(\w+)\}/g, (_whole, plain?: string, braced?: string) => {
      return environment[plain ?? braced ?? ""] ?? "";
    }),
  ]);
  return { ...environment, ...(Object.fromEntries(expanded) as Record<string, string>) };
}
