"use strict";
// Compiles the sources with every change of the plan in them, switched on one at a time by its number.

const { createHash } = require("node:crypto");
const { readFileSync } = require("node:fs");
const { createTransformer } = require("@swc/jest");

const plan = JSON.parse(readFileSync(process.env.MUTATION_PLAN ?? "", "utf8"));

function changed(text, mutants) {
  return mutants
    .toSorted((first, second) => second.start - first.start)
    .reduce(
      (done, { id, start, end, replacement }) =>
        `${done.slice(0, start)}(globalThis.isMutated(${id}) ? (${replacement}) : (${done.slice(start, end)}))${done.slice(end)}`,
      text,
    );
}

module.exports = {
  createTransformer(config) {
    const swc = createTransformer(config);
    const mutantsOf = (file) => plan.mutants.filter((mutant) => mutant.file === file);
    return {
      process: (text, file, options) => swc.process(changed(text, mutantsOf(file)), file, options),
      // Projects differ by the change that is on, not by the code.
      getCacheKey: (text, file) =>
        createHash("sha256")
          .update(JSON.stringify([text, file, config, mutantsOf(file)]))
          .digest("hex"),
    };
  },
};
