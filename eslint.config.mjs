import js from "@eslint/js";
import { createNodeResolver, importX } from "eslint-plugin-import-x";
import tseslint from "typescript-eslint";

/** The layers of src/, lowest first: a layer may import itself and what stands before it. */
const layers = ["text", "policy", "effective", "organization", "change", "review", "jobs", "render"];

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
    plugins: { "import-x": importX },
    settings: { "import-x/resolver-next": [createNodeResolver({ extensions: [".ts", ".js", ".json"] })] },
    rules: {
      "import-x/no-cycle": "error",
      "import-x/no-default-export": "error",
      "import-x/no-restricted-paths": [
        "error",
        {
          zones: [
            ...layers.map((layer, index) => ({
              target: `./src/${layer}`,
              from: [...layers.slice(index + 1), "sources", "constructs", "cli"].map(
                (above) => `./src/${above}`,
              ),
              message: `Dependency rule: ${layers.join(" <- ")}; sources, constructs and cli stand outside.`,
            })),
            { target: "./src/sources", from: ["./src/cli", "./src/constructs", "./src/render"] },
            { target: "./src/constructs", from: "./src/cli" },
            // At synthesis the review is written as the command line prints it.
            {
              target: "./src/constructs",
              from: "./src/render",
              except: ["./review-json.ts", "./account-change-json.ts"],
            },
            { target: "./src/cli", from: ["./src/constructs"] },
          ],
        },
      ],
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
  ...layers.map((layer) => ({
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
    files: ["*.config.mjs", "scripts/*.mjs"],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: { process: "readonly", console: "readonly" } },
    rules: { "import-x/no-default-export": "off" },
  },
);
