"use strict";
// Writes down when a test file starts and how it ends, with the number of the change that it runs with.

const { appendFileSync } = require("node:fs");

module.exports = class {
  constructor(_, { log }) {
    this.log = (line) => appendFileSync(log, `${JSON.stringify(line)}\n`);
  }

  onTestFileStart(test) {
    this.log({ kind: "start", ...about(test), at: Date.now() });
  }

  onTestFileResult(test, { numFailingTests, testExecError, perfStats }) {
    const passed = numFailingTests === 0 && testExecError === undefined;
    this.log({ kind: "end", ...about(test), passed, seconds: perfStats.runtime / 1000 });
  }
};

function about({ path, context }) {
  return { file: path, mutant: context.config.globals.mutant };
}
