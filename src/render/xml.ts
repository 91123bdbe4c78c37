import { escapeControl } from "../text/escape-control";

/** An element to write as XML. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  /** Elements, or one text. */
  readonly content: readonly XmlElement[] | string;
}

/** An XML 1.0 document, indented. */
export function xmlDocument(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(root, "")}\n`;
}

function element({ name, attributes, content }: XmlElement, indent: string): string {
  const start = [
    name,
    ...Object.entries(attributes).map(([key, value]) => `${key}="${xmlText(String(value), "&#10;")}"`),
  ].join(" ");
  if (content.length === 0) {
    return `${indent}<${start}/>`;
  }
  return typeof content === "string"
    ? `${indent}<${start}>${xmlText(content, "\n")}</${name}>`
    : `${indent}<${start}>\n${content.map((child) => element(child, `${indent}  `)).join("\n")}\n${indent}</${name}>`;
}

/** Text for an element or an attribute; what XML cannot hold is shown as an escape, line breaks are kept. */
function xmlText(text: string, lineBreak: string): string {
  return text
    .toWellFormed()
    .split("\n")
    .map((line) =>
      escapeControl(line).replace(/[&<>"'\uFFFE\uFFFF]/g, (character) => entities[character] ?? "\uFFFD"),
    )
    .join(lineBreak);
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};
