import { readdirSync } from "node:fs";
import { join } from "node:path";
import js from "@eslint/js";
import { createNodeResolver, importX } from "eslint-plugin-import-x";
import tseslint from "typescript-eslint";
import localRules from "./scripts/no-import-circle.mjs";

/** The pure layers of src/, lowest first: a layer may import itself and what stands before it. */
const layers = [
  "text",
  "policy",
  "effective",
  "capabilities",
  "organization",
  "change",
  "review",
  "jobs",
  "catalogue",
  "render",
];
const core = layers.filter((layer) => layer !== "render");

/** What each folder of src/ may import besides itself. */
const mayImport = {
  ...Object.fromEntries(layers.map((layer, index) => [layer, layers.slice(0, index)])),
  arguments: ["text"],
  page: [...layers, "sources"],
  files: [],
  http: ["text"],
  sources: [...core, "files", "http"],
  app: [...layers, "files", "http", "sources", "page"],
  constructs: [...layers, "arguments", "sources", "app"],
  jest: [...layers, "arguments", "sources", "app"],
  comment: [...layers, "http", "sources", "app"],
  "run-task": [...layers, "http", "sources", "app", "comment"],
  cli: [...layers, "files", "http", "sources", "app", "comment", "run-task"],
};

const folders = readdirSync(join(import.meta.dirname, "src"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const withoutRule = folders.filter((folder) => mayImport[folder] === undefined);
if (withoutRule.length > 0) {
  throw new Error(`eslint.config.mjs does not say what src/${withoutRule.join(", src/")} may import`);
}

/** One zone a folder: everything that its list does not name. */
const zones = Object.entries(mayImport).map(([folder, allowed]) => ({
  target: `./src/${folder}`,
  from: Object.keys(mayImport)
    .filter((other) => other !== folder && !allowed.includes(other))
    .map((other) => `./src/${other}`),
  message: `src/${folder} may import ${allowed.length === 0 ? "no other folder" : `only ${allowed.join(", ")}`}.`,
}));

/** Only `review` produces findings about a change: its rules are for src/review, and for the catalogue to list. */
const reviewRules = [
  "./src/review/risks",
  "./src/review/acknowledge.ts",
  "./src/review/review-findings.ts",
  "./src/review/guardrails/guardrail-findings.ts",
];
zones.push(
  ...folders
    .filter((folder) => folder !== "review" && folder !== "catalogue")
    .map((folder) => ({
      target: `./src/${folder}`,
      from: reviewRules,
      message: "Only `review` in src/review/review.ts produces findings about a change: call it.",
    })),
);

/** What the pure core may not touch: the framework, the AWS SDK, files, the network, processes, the clock. */
const impure = {
  paths: [
    "cdktf",
    "constructs",
    "commander",
    "fs",
    "http",
    "https",
    "net",
    "child_process",
    "crypto",
    "os",
    "process",
  ].flatMap((name) =>
    ["", "node:"].map((prefix) => ({
      name: prefix + name,
      message: "The core is pure: I/O and frameworks live in sources, constructs and cli.",
    })),
  ),
  patterns: [
    {
      group: ["@cdktf/*", "@aws-sdk/*", "!@aws-sdk/util-arn-parser", "node:fs/*", "fs/*"],
      message: "The core is pure: I/O and frameworks live in sources, constructs and cli.",
    },
  ],
};

export default tseslint.config(
  {
    ignores: [
      "lib/**",
      ".bench/**",
      "cdktf.out/**",
      "coverage/**",
      "node_modules/**",
      "**/*.js",
      "help/starter/**",
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ["eslint.config.mjs", "scripts/*.mjs"] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    plugins: { "import-x": importX, local: localRules },
    settings: { "import-x/resolver-next": [createNodeResolver({ extensions: [".ts", ".js", ".json"] })] },
    rules: {
      "local/no-import-circle": "error",
      "import-x/no-default-export": "error",
      "import-x/no-restricted-paths": ["error", { zones }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/explicit-module-boundary-types": "error",
      "@typescript-eslint/no-confusing-void-expression": "off",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "max-lines": ["error", { max: 350, skipBlankLines: true, skipComments: true }],
    },
  },
  ...[...layers, "page"].map((layer) => ({
    files: [`src/${layer}/**/*.ts`],
    rules: {
      "no-restricted-imports": ["error", impure],
      "no-restricted-globals": ["error", "process", "fetch", "setTimeout", "setInterval"],
      "no-restricted-properties": [
        "error",
        { object: "Date", property: "now", message: "The core has no clock: take the time as an argument." },
      ],
    },
  })),
  {
    files: ["__tests__/**/*.ts"],
    rules: { "@typescript-eslint/no-non-null-assertion": "off", "max-lines": "off" },
  },
  {
    // Tables and lists.
    files: ["src/capabilities/tables/*.ts", "src/arguments/argument-shapes.ts", "src/index.ts"],
    rules: { "max-lines": "off" },
  },
  {
    files: ["*.config.mjs", "scripts/*.mjs"],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: { process: "readonly", console: "readonly" } },
    rules: {
      "import-x/no-default-export": "off",
      "@typescript-eslint/explicit-module-boundary-types": "off",
    },
  },
);
