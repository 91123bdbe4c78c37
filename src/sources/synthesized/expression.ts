import type { JsonValue } from "../../text/json";

/** `${...}` around a whole value, the form in which CDKTF writes references. */
const WHOLE_EXPRESSION = /^\$\{([\s\S]*)\}$/;

/** The expression of a value that is nothing but `${...}`, or undefined for a literal. */
export function expressionOf(text: string): string | undefined {
  return WHOLE_EXPRESSION.exec(text)?.[1]?.trim();
}

/** Whether Terraform would interpolate something in the text; `$${` is its escape. */
export function hasInterpolation(text: string): boolean {
  return /(?:^|[^$%])[$%]\{/.test(text.replaceAll("$${", "").replaceAll("%%{", ""));
}

/** A text as Terraform sees it once its escapes are undone. */
export function unescapeTemplate(text: string): string {
  return text.replaceAll("$${", "${").replaceAll("%%{", "%{");
}

/** Every block that a value refers to, wherever in it: what Terraform takes as an implied dependency. */
export function referencedBlocks(value: JsonValue): readonly string[] {
  const found = new Set<string>();
  const visit = (item: JsonValue): void => {
    if (typeof item === "string") {
      // From the first brace to the last: an expression may hold braces of its own.
      const start = item.search(/[$%]\{/);
      const expression = start < 0 ? "" : item.slice(start + 2, Math.max(start + 2, item.lastIndexOf("}")));
      for (const [traversal] of expression.matchAll(/(?:data\.)?[a-z][a-z0-9_]*\.[A-Za-z0-9_-]+/g)) {
        found.add(traversal);
      }
    } else if (typeof item === "object" && item !== null) {
      Object.values(item).forEach(visit);
    }
  };
  visit(value);
  return [...found];
}
