"use strict";
// Before each test file: which change is on, and which ones the file comes by.

const { appendFileSync } = require("node:fs");

const active = globalThis.mutant;
const met = new Set();
globalThis.isMutated = (id) => {
  met.add(id);
  return id === active;
};

if (process.env.MUTATION_MET !== undefined) {
  afterAll(() => {
    const { testPath } = expect.getState();
    appendFileSync(process.env.MUTATION_MET, `${JSON.stringify({ testPath, met: [...met] })}\n`);
  });
}
