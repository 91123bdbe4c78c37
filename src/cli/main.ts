#!/usr/bin/env node
import { createProgram } from "./program";
import { reportError } from "./report-error";

// A reader that closes early (`org-backup plan | head`) is no failure of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  process.exit(error.code === "EPIPE" ? 0 : 1);
});

createProgram((status) => {
  process.exitCode = status;
})
  .parseAsync(process.argv)
  .catch((error: unknown) => {
    process.stderr.write(reportError(error, process.argv.includes("debug")));
    process.exitCode = 1;
  });
