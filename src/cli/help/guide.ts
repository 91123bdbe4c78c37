import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { OrgBackupError } from "../../org-backup-error";
import { didYouMeanSentence } from "../../text/did-you-mean";
import { foldedTopic } from "./inline-markdown";
import { TOPIC_GROUPS } from "./topics";
import type { TopicGroup } from "./topics";

/** The pages of the guide: the files of the package's `help/` folder. */
export class Guide {
  private constructor(
    private readonly folder: string,
    private readonly names: readonly string[],
  ) {}

  static open(folder = join(__dirname, "..", "..", "..", "help")): Guide {
    return new Guide(folder, [...pagesOf(folder, ""), ...pagesOf(folder, "constructs/")]);
  }

  /** Topics by group, those that have a page; pages that are not listed stand at the end. */
  groups(): readonly TopicGroup[] {
    const listed = new Set(TOPIC_GROUPS.flatMap(({ topics }) => topics.map(({ name }) => name)));
    const others = this.names.filter((name) => !listed.has(name));
    return [
      ...TOPIC_GROUPS.map(({ title, topics }) => ({
        title,
        topics: topics.filter(({ name }) => this.names.includes(name)),
      })),
      { title: "More", topics: others.map((name) => ({ name, summary: this.titleOf(name) })) },
    ].filter(({ topics }) => topics.length > 0);
  }

  /**
   * A page's Markdown. Case and hyphens do not matter, and constructs need no folder. The title of a group
   * gives the list of its pages.
   *
   * @throws OrgBackupError (`usage`) with the topic that was meant
   */
  page(topic: string): string {
    const wanted = foldedTopic(topic);
    const found = this.names.find((name) => foldedTopic(name) === wanted);
    const group = this.groups().find(({ title }) => foldedTopic(title) === wanted);
    if (found === undefined && group !== undefined) {
      return listOf(group);
    }
    if (found === undefined) {
      const known = this.names.map((name) => name.replace(/^constructs\//, ""));
      throw new OrgBackupError(
        "usage",
        `There is no topic ${JSON.stringify(topic)}.${didYouMeanSentence(topic, known)}`,
        { hint: `Topics: ${known.join(", ")}.` },
      );
    }
    return this.read(found);
  }

  private titleOf(name: string): string {
    return /^# (.+)$/m.exec(this.read(name))?.[1] ?? "";
  }

  private read(name: string): string {
    return readFileSync(join(this.folder, `${name}.md`), "utf8");
  }
}

function listOf({ title, topics }: TopicGroup): string {
  const items = topics.map(
    ({ name, summary }) => `- [${name.replace(/^constructs\//, "")}](${name}.md): ${summary}`,
  );
  return `# ${title}\n\n${items.join("\n")}\n`;
}

function pagesOf(folder: string, below: string): readonly string[] {
  const path = join(folder, below);
  return existsSync(path)
    ? readdirSync(path)
        .flatMap((file) => (file.endsWith(".md") ? [below + file.slice(0, -".md".length)] : []))
        .sort()
    : [];
}
