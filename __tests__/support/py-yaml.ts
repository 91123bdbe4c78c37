import { execFileSync, spawnSync } from "node:child_process";

const READ = `
import json, sys, yaml
documents = json.load(sys.stdin)
answers = []
for text in documents:
    try:
        answers.append({"values": list(yaml.safe_load_all(text))})
    except yaml.YAMLError as error:
        answers.append({"error": " ".join(str(error).split())})
json.dump(answers, sys.stdout, default=lambda value: f"<{type(value).__name__} {value}>")
`;

export interface PyYamlAnswer {
  /** Of each document in the text. */
  readonly values?: readonly unknown[];
  readonly error?: string;
}

const found = spawnSync("python3", ["-c", "import yaml"]).status === 0;

/** `it` where PyYAML is installed, and in CI, where it has to be; elsewhere skipped, loudly. */
export const itWithPyYaml = found || (process.env.CI ?? "") !== "" ? it : skipped();

function skipped(): typeof it.skip {
  process.stderr.write("PyYAML (python3-yaml) is not installed: its reading of our YAML is not compared.\n");
  return it.skip;
}

/** What PyYAML, a parser of YAML 1.1 that shares no code with ours, reads in each text. */
export function readByPyYaml(texts: readonly string[]): readonly PyYamlAnswer[] {
  const json = execFileSync("python3", ["-c", READ], { input: JSON.stringify(texts), encoding: "utf8" });
  return JSON.parse(json) as readonly PyYamlAnswer[];
}
