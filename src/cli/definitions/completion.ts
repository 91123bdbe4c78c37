import { Argument } from "@commander-js/extra-typings";
import type { ExitStatus } from "../cli-context";
import { SHELLS } from "../completion/shells";
import { examples } from "./define";
import type { Define } from "./define";

/** `org-backup completion` */
export const defineCompletion: Define = (program, run) => {
  program
    .command("completion")
    .description("print a script that completes commands and flags in a shell")
    .addArgument(new Argument("<shell>", "the shell").choices(SHELLS))
    .addHelpText(
      "after",
      examples("source <(org-backup completion bash)", "org-backup completion fish | source"),
    )
    .action(
      run(async (context, shell): Promise<ExitStatus> => {
        const { completionScript } = await import("../completion/completion-script.js");
        context.stdout(completionScript(shell, program));
        return 0;
      }),
    );
};
