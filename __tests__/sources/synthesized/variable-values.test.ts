import { mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { variableValues } from "../../../src/sources/synthesized/variable-values";
import type { Environment, VariableValue } from "../../../src/sources/synthesized/variable-values";
import type { JsonObject } from "../../../src/text/json";
import { describeWithTerraform } from "../../support/terraform";

const VARIABLES: JsonObject = {
  only_default: { type: "string", default: "default" },
  environment: { type: "string", default: "default" },
  file: { type: "string", default: "default" },
  json_file: { type: "string", default: "default" },
  first_auto: { type: "string", default: "default" },
  second_auto: { type: "string", default: "default" },
  list_of_environment: { type: "list(string)", default: [] },
  untyped_of_environment: { default: "" },
  everything: { type: "any" },
  never_null: { type: "number", default: 7, nullable: false },
  null_in_file: { type: "string", default: "default" },
};

const FILES: Readonly<Record<string, string>> = {
  "terraform.tfvars": `
    # Each file overrides what comes before it.
    file = "terraform.tfvars"
    json_file = "terraform.tfvars" // and this
    first_auto = "terraform.tfvars"
    second_auto = "terraform.tfvars"
    never_null = null
    null_in_file = null
    everything = {
      text = "a \\"quoted\\" $\${word}\\n", number = -1.5
      "a key" : [true, false, null], /* a trailing comma */
      nested = { list = ["x", "y",] }
    }
  `,
  "terraform.tfvars.json": JSON.stringify({ json_file: "json", first_auto: "json", second_auto: "json" }),
  "b.auto.tfvars.json": JSON.stringify({ second_auto: "b" }),
  "a.auto.tfvars": 'first_auto = "a"\nsecond_auto = "a"\n',
  "other.tfvars": 'only_default = "other"',
};

const ENVIRONMENT = {
  TF_VAR_environment: "environment",
  TF_VAR_file: "environment",
  TF_VAR_list_of_environment: '["a", "b"]',
  TF_VAR_untyped_of_environment: '["a"]',
};

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "variables-"));
  Object.entries(files).forEach(([name, text]) => {
    writeFileSync(join(folder, name), text);
  });
  return folder;
}

function valuesIn(
  folder: string,
  environment: Environment,
  json: JsonObject = {},
): (name: string) => VariableValue | undefined {
  const stack = {
    name: "stack",
    file: join(folder, "cdk.tf.json"),
    json: { variable: VARIABLES, ...json },
    notRead: [],
    dependencies: [],
  };
  const values = variableValues(environment);
  return (name) => values(stack, name);
}

describeWithTerraform("values of variables", (terraform) => {
  it("are those that Terraform takes from files and the environment", async () => {
    const output = Object.fromEntries(
      Object.keys(VARIABLES).map((name) => [name, { value: `\${var.${name}}` }]),
    );
    const folder = folderWith({
      ...FILES,
      "cdk.tf.json": JSON.stringify({ variable: VARIABLES, output }),
    });
    await terraform.mustRun(folder, ["init"], ENVIRONMENT);
    await terraform.mustRun(folder, ["apply", "-auto-approve"], ENVIRONMENT);
    const { stdout } = await terraform.mustRun(folder, ["output", "-json"]);
    const outputs = JSON.parse(stdout) as Readonly<Record<string, { readonly value: unknown }>>;
    const value = valuesIn(folder, ENVIRONMENT);
    const names = Object.keys(VARIABLES);
    // An output that is null is no output.
    expect(names.map((name) => [name, value(name)?.value])).toEqual(
      names.map((name) => [name, outputs[name]?.value ?? null]),
    );
    expect(names.filter((name) => value(name)?.isAssumed)).toEqual(["only_default"]);
  });
});

describe("values of variables", () => {
  const given = (
    files: Readonly<Record<string, string>>,
    environment: Environment = {},
    json: JsonObject = {},
  ): VariableValue | undefined => valuesIn(folderWith(files), environment, json)("file");
  const CLOUD = { terraform: { cloud: { organization: "o", workspaces: { name: "w" } } } };
  const REMOTE = { terraform: { backend: { remote: { organization: "o" } } } };
  const TFVARS = { "terraform.tfvars": 'file = "f"' };

  it.each([
    ["a default", given({}), "default"],
    ["a default beside a file that cannot be read", given({ "x.auto.tfvars": "file = <<X\nX" }), "default"],
    ["a default beside JSON that is no object", given({ "terraform.tfvars.json": "[]" }), "default"],
    [
      "the environment beside a file that cannot be read",
      given({ "x.auto.tfvars": "file = f()" }, { TF_VAR_file: "e" }),
      "e",
    ],
    ["anything beside flags", given(TFVARS, { TF_CLI_ARGS_plan: "-var-file=x.tfvars" }), "f"],
    ["a file, which the workspace overrides", given(TFVARS, {}, CLOUD), "f"],
    ["a file, which the workspace of a remote backend overrides", given(TFVARS, {}, REMOTE), "f"],
  ])("are assumed: %s", (_, found, value) => {
    expect(found).toEqual({ value, isAssumed: true });
  });

  it("are not assumed if the environment overrides a workspace", () => {
    expect(given(TFVARS, { TF_VAR_file: "e" }, CLOUD)).toEqual({ value: "e", isAssumed: false });
  });

  it("are not read through links", () => {
    const folder = folderWith({});
    symlinkSync(join(folderWith(TFVARS), "terraform.tfvars"), join(folder, "terraform.tfvars"));
    expect(valuesIn(folder, {})("file")).toEqual({ value: "default", isAssumed: true });
  });

  it("are unknown if nothing gives one", () => {
    const nothing = { value: undefined, isAssumed: true };
    expect(valuesIn(folderWith({}), {})("everything")).toEqual(nothing);
    expect(valuesIn(folderWith({}), { TF_VAR_everything: "{" })("everything")).toEqual(nothing);
  });
});
