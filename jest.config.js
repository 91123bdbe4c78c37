"use strict";

const project = require("./jest.project.js");

/** What AWS and Terraform were recorded to do, and properties over random cases. */
const CONFORMANCE = [
  "**/*-conformance.test.ts",
  "**/*.properties.test.ts",
  "**/__tests__/capabilities/selection/wildcard.test.ts",
  "**/__tests__/cli/hostile-input.test.ts",
  "**/__tests__/effective/hostile.test.ts",
  "**/__tests__/policy/{admission,fuzz,schedule-brute-force}.test.ts",
  "**/__tests__/policy/author/{authored-policies,lock}.test.ts",
  "**/__tests__/policy/author/source/*.test.ts",
  "**/__tests__/review/{one-review,state-and-plan,state-and-plan-of-edits,terraform-change-cases}.test.ts",
  "**/__tests__/review/guardrails/capabilities.test.ts",
  "**/__tests__/sources/terraform-plan/real-plans.test.ts",
  "**/__tests__/sources/yaml-elsewhere.test.ts",
  "**/__tests__/text/parse-*.test.ts",
];

/** What starts other programs, compiles, installs the package, or talks to the double for long. */
const E2E = [
  "**/__tests__/index.test.ts",
  "**/__tests__/{arguments,e2e,packaging,policy-engines,recipes,scripts,stacks,support}/**/*.test.ts",
  "**/__tests__/cli/{adopt,comfort,init,jobs,live-faults,live-source,loading,main}.test.ts",
  "**/__tests__/cli/{preflight,reports,service-faults,snapshot,snapshot-resources,trusted-access,verify}.test.ts",
  "**/__tests__/constructs/{help-pages,types}.test.ts",
  "**/__tests__/help/{commands,live-permissions,permissions,snippets}.test.ts",
  "**/__tests__/run-task/{command,server,worker-review}.test.ts",
  "**/__tests__/sources/live/{big-organization,jobs-scale,loaded-clients}.test.ts",
];

/** On another framework: npm run test:cdktn. */
const APART = ["**/__tests__/cdktn/**"];

const without = (globs) => globs.map((glob) => `!${glob}`);

/** @type {import("jest").Config} */
module.exports = {
  maxWorkers: "100%",
  // Jest reads it here and in no project.
  testTimeout: project.testTimeout,
  // For knip, which looks for tests here and not in the projects.
  testMatch: project.testMatch,
  reporters: ["default", "<rootDir>/.ci/plain-reporter.js"],
  projects: [
    {
      ...project,
      displayName: "unit",
      testMatch: ["**/*.test.ts", ...without([...CONFORMANCE, ...E2E, ...APART])],
    },
    { ...project, displayName: "conformance", testMatch: [...CONFORMANCE, ...without(E2E)] },
    { ...project, displayName: "e2e", testMatch: E2E },
  ],
};
