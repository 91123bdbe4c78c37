#!/usr/bin/env node
import { setFlagsFromString } from "node:v8";
import { CommanderError } from "@commander-js/extra-typings";
import { createProgram } from "./program";
import { reportError } from "./report-error";

// V8 lets garbage grow to several times what is alive: twice as much costs little time, and an organization of
// 10,000 accounts takes half the memory. And it compiles what it runs a second time early, for programs that run for
// long: later, a command of a second takes a fifth less processor time, and one of a minute takes no longer.
setFlagsFromString("--heap-growing-percent=100");
setFlagsFromString("--interrupt-budget=1500000");

// A reader that closes early (`org-backup plan | head`) is no failure, and the status stays that of the command.
// Whatever else goes wrong while writing, such as a full disk, is one.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") {
      return;
    }
    if (stream === process.stdout) {
      process.stderr.write(`error: Standard output cannot be written: ${error.message}\n`);
    }
    process.once("exit", () => {
      process.exitCode = 1;
    });
  });
}

const LINGER_MILLISECONDS = 2000;

const program = createProgram((status) => {
  process.exitCode = status;
});
program.parseAsync(process.argv).catch((error: unknown) => {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode;
    return;
  }
  process.stderr.write(reportError(error, program.opts().logLevel === "debug"));
  process.exitCode = 1;
  // What did not stop in time, such as a program that gives credentials, must not keep the process.
  setTimeout(() => process.exit(), LINGER_MILLISECONDS).unref();
});
