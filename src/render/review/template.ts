/**
 * A few words in which the parts that come from outside (names, values, paths) are marked, so that each
 * renderer can escape them its own way.
 */
export type Template = readonly TemplatePart[];
export type TemplatePart = string | Untrusted;

/** Text that someone else chose: never to be taken for markup. */
export interface Untrusted {
  readonly untrusted: string;
}

/** Words with values from outside between them: `` template`in vault ${name}` ``. A template may hold templates. */
export function template(words: TemplateStringsArray, ...values: readonly (string | Template)[]): Template {
  return words.flatMap((word, index): Template => {
    const value = values[index];
    const rest = value === undefined ? [] : typeof value === "string" ? [{ untrusted: value }] : value;
    return word === "" ? rest : [word, ...rest];
  });
}

export function joinTemplates(templates: readonly Template[], separator: string): Template {
  return templates.flatMap((part, index) => (index === 0 ? part : [separator, ...part]));
}

/** The template as text, its untrusted parts escaped by the function. */
export function templateText(parts: Template, escape: (untrusted: string) => string): string {
  return parts.map((part) => (typeof part === "string" ? part : escape(part.untrusted))).join("");
}
