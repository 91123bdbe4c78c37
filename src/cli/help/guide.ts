import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packageFolder } from "../../package-folder";
import { capabilitiesPage } from "../../capabilities/reference/capabilities-page";
import { findingsPage } from "../../catalogue/findings-page";
import { policySyntaxPage } from "../../policy/reference/syntax-page";
import { foldedTopic } from "./inline-markdown";
import { TOPIC_GROUPS } from "./topics";
import type { TopicGroup } from "./topics";

/** The page with a heading for each rule. */
const RULES = "findings";

/** Pages that are made from the code: the package does not carry their text a second time. */
const MADE_PAGES: ReadonlyMap<string, () => string> = new Map([
  [RULES, findingsPage],
  ["capabilities", capabilitiesPage],
  ["policy-syntax", policySyntaxPage],
]);

/** The pages of the guide: the files of the package's `help/` folder, and what is made from the code. */
export class Guide {
  private constructor(
    private readonly folder: string,
    private readonly names: readonly string[],
  ) {}

  static open(folder = join(packageFolder(), "help")): Guide {
    const names = new Set([...pagesOf(folder, ""), ...MADE_PAGES.keys()]);
    return new Guide(folder, [...[...names].sort(), ...pagesOf(folder, "constructs/")]);
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

  /** The file of a page that the package leaves out, as the repository has it; undefined for any other word. */
  leftOut(topic: string): string | undefined {
    const wanted = foldedTopic(topic);
    const found = TOPIC_GROUPS.flatMap(({ topics }) => topics).find(
      ({ name }) => foldedTopic(name) === wanted && !this.names.includes(name),
    );
    return found && `help/${found.name}.md`;
  }

  /** What {@link page} and {@link rule} answer to, as a reader writes it. */
  get words(): { readonly topics: readonly string[]; readonly rules: readonly string[] } {
    return {
      topics: this.names.map((name) => name.replace(/^constructs\//, "")),
      rules: [...this.sectionsOfRules().keys()],
    };
  }

  /**
   * A page's Markdown; undefined if there is none. Case and hyphens do not matter, and constructs need no
   * folder. The title of a group gives the list of its pages.
   */
  page(topic: string): string | undefined {
    const wanted = foldedTopic(topic);
    const found = this.names.find((name) => foldedTopic(name) === wanted);
    if (found !== undefined) {
      return this.read(found);
    }
    const group = this.groups().find(({ title }) => foldedTopic(title) === wanted);
    return group === undefined ? undefined : listOf(group);
  }

  /** The section about a rule, as a page of its own; undefined if there is no such rule. */
  rule(id: string): string | undefined {
    return this.sectionsOfRules().get(id.toLowerCase());
  }

  private sectionsOfRules(): ReadonlyMap<string, string> {
    const sections = this.read(RULES).split(/^(?=#{1,3} )/m);
    return new Map(
      sections.flatMap((section) => {
        const [, id, text] = /^### (\S+)\n([^]*)$/.exec(section) ?? [];
        return id === undefined ? [] : [[id, `# ${id}\n${text ?? ""}`] as const];
      }),
    );
  }

  private titleOf(name: string): string {
    return /^# (.+)$/m.exec(this.read(name))?.[1] ?? "";
  }

  private read(name: string): string {
    return MADE_PAGES.get(name)?.() ?? readFileSync(join(this.folder, `${name}.md`), "utf8");
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
