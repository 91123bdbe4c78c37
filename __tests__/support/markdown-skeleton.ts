/** What is left of Markdown without its text: the characters that make its structure. */
export interface MarkdownSkeleton {
  readonly text: string;
  readonly opened: number;
  readonly closed: number;
  readonly fences: number;
}

/**
 * Takes out what CommonMark reads as text: fenced blocks line by line, then code spans, then plain words.
 * A fence is closed only by one that is as long, a code span only by as many backticks.
 */
export function markdownSkeleton(markdown: string): MarkdownSkeleton {
  const outside: string[] = [];
  let fence = "";
  let fences = 0;
  for (const line of markdown.split("\n")) {
    const [, marker = ""] = /^ {0,3}(`{3,}|~{3,})/.exec(line) ?? [];
    if (fence === "" && marker !== "") {
      fence = marker;
      fences += 1;
      outside.push(`FENCE ${line.slice(marker.length)}`);
    } else if (fence !== "" && marker.startsWith(fence) && line.trim() === marker) {
      fence = "";
      fences += 1;
      outside.push("FENCE");
    } else {
      outside.push(fence === "" ? withoutText(line) : `LINE ${line.slice(0, 1)}`);
    }
  }
  const text = outside.join("\n");
  return {
    text,
    opened: text.match(/<details/g)?.length ?? 0,
    closed: text.match(/<\/details>/g)?.length ?? 0,
    fences,
  };
}

function withoutText(line: string): string {
  return line
    .replace(/(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)/g, "")
    .replace(/<(?!\/?(?:details|summary|sub|br)\b|!--)/g, "UNEXPECTED-TAG")
    .replace(/[\p{L}\p{N}"'(),.;:·]+/gu, (words) =>
      /^(?:details|summary|sub|br|open|org)$/.test(words) ? words : "",
    )
    .replace(/ +/g, " ")
    .trim();
}
