#!/usr/bin/env node
import { CommanderError } from "commander";
import type { GlobalOptions } from "./host";
import { createProgram } from "./program";
import { reportError } from "./report-error";

// A reader that closes early (`org-backup plan | head`) is no failure of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  process.exit(error.code === "EPIPE" ? 0 : 1);
});

const program = createProgram((status) => {
  process.exitCode = status;
});
program.parseAsync(process.argv).catch((error: unknown) => {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode;
    return;
  }
  process.stderr.write(reportError(error, program.opts<GlobalOptions>().logLevel === "debug"));
  process.exitCode = 1;
});
