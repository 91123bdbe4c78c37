"use strict";

/** What all projects of tests have in common. @type {import("jest").Config} */
module.exports = {
  rootDir: __dirname,
  testEnvironment: "node",
  // Tests say what is right, not how fast the machine is: a hang ends here, a slow machine does not.
  testTimeout: 180_000,
  roots: ["<rootDir>/__tests__"],
  globalSetup: "<rootDir>/__tests__/support/shared-folder-setup.ts",
  globalTeardown: "<rootDir>/__tests__/support/shared-folder-teardown.ts",
  setupFiles: ["<rootDir>/__tests__/support/property-seed.ts"],
  moduleNameMapper: { "^(\\.{1,2}/.*)\\.js$": "$1" },
  testMatch: ["**/*.test.ts"],
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      { jsc: { parser: { syntax: "typescript" }, target: "es2022" }, module: { type: "commonjs" } },
    ],
  },
};
