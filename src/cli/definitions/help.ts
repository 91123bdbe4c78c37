import type { Define } from "./define";

/** `org-backup help` */
export const defineHelp: Define = (program, run) => {
  program
    .command("help")
    .description("show the guide, a command's help, or what a rule reports")
    .argument("[topic]", "a topic, a command or the id of a rule; without one, the list of topics")
    .action(
      run(async (context, topic) => {
        const { help } = await import("../commands/help.js");
        return help(topic, program, context);
      }),
    );
};
