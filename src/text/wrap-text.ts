import { displayWidth } from "./display-width";

/** Where a long word is best broken: between the names of a path, else after what separates the parts of a name. */
const COARSE_JOINTS = /(?<=[/,|])/;
const FINE_JOINTS = /(?<=[:=_.-])/;

/**
 * Breaks a text into lines of at most `width` columns: at spaces, and inside of words that are longer
 * than a line at the joints of a path or wherever it must be.
 *
 * @param first before the first line, itself counted
 * @param rest before the lines that follow
 */
export function wrapLines(text: string, width: number, first: string, rest = first): readonly string[] {
  // Most texts fit one line as they are.
  if (displayWidth(first) + displayWidth(text) <= width) {
    return [first + text];
  }
  const room = Math.max(8, width - Math.max(displayWidth(first), displayWidth(rest)));
  const lines: string[] = [];
  let indent = first;
  let content = "";
  text.split(" ").forEach((word, index) => {
    pieces(word, room).forEach((piece, part) => {
      const joined = `${content}${index > 0 && part === 0 ? " " : ""}${piece}`;
      if (content !== "" && displayWidth(indent) + displayWidth(joined) > width) {
        lines.push(indent + content);
        indent = rest;
        content = piece;
      } else {
        content = joined;
      }
    });
  });
  return [...lines, indent + content];
}

/** A word in pieces that each fit a line. */
function pieces(word: string, room: number): readonly string[] {
  if (displayWidth(word) <= room) {
    return [word];
  }
  const split = (text: string, joints: RegExp): readonly string[] =>
    displayWidth(text) <= room ? [text] : text.split(joints);
  return split(word, COARSE_JOINTS)
    .flatMap((piece) => split(piece, FINE_JOINTS))
    .flatMap((piece) => (displayWidth(piece) <= room ? [piece] : chopped(piece, room)));
}

function chopped(piece: string, room: number): readonly string[] {
  const parts: string[] = [];
  let part = "";
  for (const character of piece) {
    if (displayWidth(part) + displayWidth(character) > room) {
      parts.push(part);
      part = "";
    }
    part += character;
  }
  return [...parts, part];
}

/** The same as one text, every line behind the indent. */
export function wrapText(text: string, width: number, indent = ""): string {
  return wrapLines(text, width, indent).join("\n");
}
