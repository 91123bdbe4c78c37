import type { DoubledInput } from "./doubled-input";
import { list } from "./parts";

function yaml(name: string, text: (size: number) => string, from = 100, to = 32_000): DoubledInput {
  return {
    name: `YAML: ${name}`,
    from,
    to,
    command: ["validate", "policy.yaml"],
    files: (size) => ({ "policy.yaml": text(size) }),
  };
}

export const yamlInputs: readonly DoubledInput[] = [
  yaml("aliases that multiply", (size) =>
    list(
      size,
      (index) =>
        `a${index}: &a${index} {a: ${index === 0 ? "1, b: 2" : `*a${index - 1}, b: *a${index - 1}`}}`,
    ).join("\n"),
  ),
  yaml(
    "aliases of one anchor",
    (size) => `a: &a {b: 1}\n${list(size, (index) => `k${index}: *a`).join("\n")}`,
  ),
  yaml("anchors", (size) =>
    list(size, (index) => `k${index}: &a${index} 1\nl${index}: *a${index}`).join("\n"),
  ),
  yaml("aliases without an anchor", (size) => list(size, (index) => `k${index}: *a${index}`).join("\n")),
  yaml("keys", (size) => list(size, (index) => `key${index}: value`).join("\n")),
  yaml("items", (size) => list(size, (index) => `- item ${index}`).join("\n")),
  yaml("flow items", (size) => `[${list(size, (index) => `item ${index}`).join(", ")}]`),
  yaml("flow maps", (size) => `{${list(size, (index) => `key${index}: value`).join(", ")}}`),
  yaml("nested flows", (size) => `${"[".repeat(size)}${"]".repeat(size)}`),
  yaml("nested maps", (size) => `${"{a: ".repeat(size)}1${"}".repeat(size)}`),
  yaml(
    "nested blocks",
    (size) => list(Math.min(size, 4_000), (index) => `${" ".repeat(index)}a:`).join("\n"),
    100,
    2_000,
  ),
  yaml("nested items", (size) => "- ".repeat(size)),
  yaml("comments", (size) => `${"# a comment\n".repeat(size)}plans: {}`),
  yaml("a block text", (size) => `plans: |\n${"  a line\n".repeat(size)}`),
  yaml("a folded text", (size) => `plans: >\n${"  a line\n\n".repeat(size)}`),
  yaml("a quoted text", (size) => `plans: "${"a\\n b\n ".repeat(size)}"`),
  yaml("an unclosed text", (size) => `plans: "${"a\n ".repeat(size)}`),
  yaml("unclosed flows", (size) => "{a: [".repeat(size)),
  yaml("white space", (size) => `plans:${" ".repeat(size * 20)}\n${"\n".repeat(size)}  a: 1`),
  yaml("documents", (size) => "---\na: 1\n".repeat(size)),
  yaml("unknown tags", (size) => list(size, (index) => `k${index}: !x v`).join("\n")),
  yaml("directives", (size) => `${"%FOO bar\n".repeat(size)}---\na: 1`),
  yaml("mistakes", (size) => "a: b: c\n".repeat(size)),
  yaml("colons", (size) => ":".repeat(size * 10)),
  yaml("question marks", (size) => "? ".repeat(size)),
  yaml("tabs", (size) => "\t".repeat(size * 10)),
  yaml("merge keys", (size) => `a: &a {b: 1}\n${list(size, (index) => `k${index}:\n  <<: *a`).join("\n")}`),
];
