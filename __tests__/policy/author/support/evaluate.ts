import { runInNewContext } from "node:vm";
import ts from "typescript";
import * as author from "../../../../src/policy/author";
import type { AuthoredPolicy } from "../../../../src/policy/author";

/** Runs an authored module as a user's project would, and gives back the policy that it exports. */
export function evaluate(source: string, name = "policy"): AuthoredPolicy {
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const exports: Record<string, unknown> = {};
  // A world of its own, so that its objects are not instances of this one's Object.
  runInNewContext(outputText, { exports, require: () => author });
  const policy = exports[name];
  if (!(policy instanceof author.AuthoredPolicy)) {
    throw new Error(`The module exports no policy named ${name}.`);
  }
  return policy;
}
