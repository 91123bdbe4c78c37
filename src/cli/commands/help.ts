import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { OrgBackupError } from "../../org-backup-error";
import { didYouMeanSentence } from "../../text/did-you-mean";
import type { ExitStatus, Host } from "../host";

/** `org-backup help`: the same pages as in the repository's `help/` folder. */
export function help(topic: string | undefined, usage: string, host: Host): ExitStatus {
  const folder = join(__dirname, "..", "..", "..", "help");
  const topics = existsSync(folder)
    ? readdirSync(folder)
        .flatMap((file) => (file.endsWith(".md") ? [file.slice(0, -".md".length)] : []))
        .sort()
    : [];
  if (topic === undefined) {
    host.stdout(
      `${usage}\nTopics of the guide (org-backup help TOPIC):\n${topics.map((name) => `  ${name}`).join("\n")}\n`,
    );
    return 0;
  }
  if (!topics.includes(topic)) {
    throw new OrgBackupError(
      "usage",
      `There is no topic ${JSON.stringify(topic)}.${didYouMeanSentence(topic, topics)}`,
      {
        hint: `Topics: ${topics.join(", ")}.`,
      },
    );
  }
  host.stdout(readFileSync(join(folder, `${topic}.md`), "utf8"));
  return 0;
}
