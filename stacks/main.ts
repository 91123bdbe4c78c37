import { buildApp } from "./build-app";
import { stacksConfig } from "./config";

buildApp(stacksConfig()).synth();
