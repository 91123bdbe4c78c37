import { displayWidth, isPlain } from "./display-width";

/** Where a long word is best broken: between the names of a path, else after what separates the parts of a name. */
const COARSE_JOINTS = /(?<=[/,|])/;
const FINE_JOINTS = /(?<=[:=_.-])/;

type WidthOf = (text: string) => number;

const lengthOf: WidthOf = ({ length }) => length;

/**
 * Breaks a text into lines of at most `width` columns: at spaces, and inside of words that are longer
 * than a line at the joints of a path or wherever it must be.
 *
 * @param first before the first line, itself counted
 * @param rest before the lines that follow
 */
export function wrapLines(text: string, width: number, first: string, rest = first): readonly string[] {
  // Most texts are looked at once, and fit one line as they are.
  const widthOf =
    isPlain(text) && isPlain(first) && (rest === first || isPlain(rest)) ? lengthOf : displayWidth;
  if (widthOf(first) + widthOf(text) <= width) {
    return [first + text];
  }
  const room = Math.max(8, width - Math.max(widthOf(first), widthOf(rest)));
  const lines: string[] = [];
  let indent = first;
  let content = "";
  text.split(" ").forEach((word, index) => {
    pieces(word, room, widthOf).forEach((piece, part) => {
      const joined = `${content}${index > 0 && part === 0 ? " " : ""}${piece}`;
      if (content !== "" && widthOf(indent) + widthOf(joined) > width) {
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
function pieces(word: string, room: number, widthOf: WidthOf): readonly string[] {
  if (widthOf(word) <= room) {
    return [word];
  }
  const split = (text: string, joints: RegExp): readonly string[] =>
    widthOf(text) <= room ? [text] : text.split(joints);
  return split(word, COARSE_JOINTS)
    .flatMap((piece) => split(piece, FINE_JOINTS))
    .flatMap((piece) => (widthOf(piece) <= room ? [piece] : chopped(piece, room, widthOf)));
}

function chopped(piece: string, room: number, widthOf: WidthOf): readonly string[] {
  const parts: string[] = [];
  let part = "";
  for (const character of piece) {
    if (widthOf(part) + widthOf(character) > room) {
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
