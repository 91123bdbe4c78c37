"use strict";

const { join } = require("node:path");
const base = require("./jest.project.js");

// The constructs on CDK Terrain, the successor of CDKTF: the same sources and tests, another framework beneath.
const modules = join(process.env.ORG_BACKUP_CDKTN ?? "node_modules", "node_modules");

/** @type {import("jest").Config} */
module.exports = {
  ...base,
  reporters: ["default", "<rootDir>/.ci/plain-reporter.js"],
  testMatch: ["<rootDir>/__tests__/constructs/**/*.test.ts", "<rootDir>/__tests__/cdktn/**/*.test.ts"],
  // What these tests are about is the version of the bindings, the one thing that differs.
  testPathIgnorePatterns: ["/node_modules/", "provider-version\\.test"],
  moduleNameMapper: {
    ...base.moduleNameMapper,
    "^cdktf$": join(modules, "cdktn"),
    "^constructs$": join(modules, "constructs"),
    "^@cdktf/provider-aws/(.*)$": join(modules, "@cdktn/provider-aws/$1"),
  },
};
