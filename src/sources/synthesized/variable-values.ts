import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { isJsonObject, objectOf } from "../../text/json";
import type { JsonObject, JsonValue } from "../../text/json";
import { plainJsonValue } from "../../text/plain-json";
import { parseAssignments, parseConstant } from "../expression/parse-constant";
import { readText } from "../read-text";
import type { StackJson } from "./stack-json";
import { objectAt } from "./stack-json";

/** What a variable of a stack is before apply. */
export interface VariableValue {
  /** Undefined if nothing gives it one: Terraform asks for it, or gets it from a place that the review cannot see. */
  readonly value: JsonValue | undefined;
  /** Whether Terraform may get another value from a place that the review cannot see. */
  readonly isAssumed: boolean;
}

/** Finds the value of a variable; undefined for one that the code does not declare. */
export type VariableValues = (stack: StackJson, name: string) => VariableValue | undefined;

/** The environment of Terraform: `TF_VAR_name`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The values of variables as Terraform finds them in the folder of each stack: `TF_VAR_name`, then
 * `terraform.tfvars` and `*.auto.tfvars`, later ones over earlier ones. A default is an assumption, and so are
 * the files of a stack that runs in HCP Terraform, whose workspace overrides them.
 */
export function variableValues(environment: Environment): VariableValues {
  const filesByStack = new Map<StackJson, ReadonlyMap<string, JsonValue> | undefined>();
  const filesOf = (stack: StackJson): ReadonlyMap<string, JsonValue> | undefined => {
    if (!filesByStack.has(stack)) {
      filesByStack.set(stack, fileValues(dirname(stack.file)));
    }
    return filesByStack.get(stack);
  };
  // Such flags override everything else, and only a shell can take them apart.
  const hasFlags = Object.entries(environment).some(
    ([name, value]) => name.startsWith("TF_CLI_ARGS") && /-var(?:-file)?\b/.test(value ?? ""),
  );
  return (stack, name) => {
    const variables = objectAt(stack.json, "variable");
    if (!Object.hasOwn(variables, name)) {
      return undefined;
    }
    const variable = objectAt(variables, name);
    const files = filesOf(stack);
    const inFile = files?.get(name);
    const inEnvironment = environmentValue(environment[`TF_VAR_${name}`], variable);
    const isRemote = runsRemotely(stack);
    const isHidden = hasFlags || (files === undefined && !isRemote);
    const [first, second] = isRemote ? [inEnvironment, inFile] : [inFile, inEnvironment];
    // A file may say null.
    const given = first === undefined ? second : first;
    const isSure = !isHidden && (!isRemote || inEnvironment !== undefined);
    const isUnset = given === undefined || (given === null && variable.nullable === false);
    return isUnset
      ? {
          value: variable.default,
          isAssumed: variable.default === undefined || given === undefined || !isSure,
        }
      : { value: given, isAssumed: !isSure };
  };
}

/** HCP Terraform and Terraform Enterprise keep variables in the workspace. */
function runsRemotely({ json }: StackJson): boolean {
  const terraform = objectAt(json, "terraform");
  return terraform.cloud !== undefined || objectAt(terraform, "backend").remote !== undefined;
}

/** Terraform takes the text itself for a variable of a simple type or of none, an expression for others. */
function environmentValue(text: string | undefined, { type }: JsonObject): JsonValue | undefined {
  if (text === undefined) {
    return undefined;
  }
  const isSimple = typeof type !== "string" || /^(?:\$\{)?(?:string|number|bool)\}?$/.test(type.trim());
  return isSimple ? text : parseConstant(text);
}

/** The values of the files that Terraform loads by itself; undefined if one of them cannot be read. */
function fileValues(folder: string): ReadonlyMap<string, JsonValue> | undefined {
  const entries = readdirSync(folder, { withFileTypes: true });
  const names = entries.map(({ name }) => name).filter((name) => /\.tfvars(?:\.json)?$/.test(name));
  const automatic = names.filter((name) => /\.auto\.tfvars(?:\.json)?$/.test(name)).sort();
  const loaded = ["terraform.tfvars", "terraform.tfvars.json"].filter((name) => names.includes(name));
  const values = new Map<string, JsonValue>();
  for (const name of [...loaded, ...automatic]) {
    // The code under review must not choose files elsewhere by a link.
    const isFile = entries.some((entry) => entry.name === name && entry.isFile());
    const read = isFile ? assignments(join(folder, name)) : undefined;
    if (read === undefined) {
      return undefined;
    }
    read.forEach((value, variable) => values.set(variable, value));
  }
  return values;
}

function assignments(file: string): ReadonlyMap<string, JsonValue> | undefined {
  const text = readText(file);
  if (!file.endsWith(".json")) {
    return parseAssignments(text);
  }
  const value = plainJsonValue(text);
  return isJsonObject(value) ? new Map(Object.entries(objectOf(value))) : undefined;
}
