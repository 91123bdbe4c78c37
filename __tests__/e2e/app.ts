import { readFileSync } from "node:fs";
import { buildApp } from "../../stacks/build-app";
import type { StacksConfig } from "../../stacks/config";

/** The app of this repository for another organization: the configuration stands in the file that E2E_CONFIG names. */
const config = JSON.parse(readFileSync(process.env.E2E_CONFIG ?? "", "utf8")) as StacksConfig;
buildApp(config).synth();
