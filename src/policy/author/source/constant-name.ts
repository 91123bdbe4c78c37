/**
 * A TypeScript identifier made of any text, the name of a policy for instance; what is an identifier
 * already is kept. Different texts may give the same name.
 */
export function constantName(text: string): string {
  const words = text.match(/[A-Za-z0-9_$]+/g) ?? [];
  const name = words
    .map((word, index) => (index === 0 ? lowerFirst(word, words.length) : upperFirst(word)))
    .join("");
  return name === "" || /^[0-9]/.test(name) || reserved.has(name) ? `policy${upperFirst(name)}` : name;
}

/** Of several words the first starts in lower case; a single word is kept. */
function lowerFirst(word: string, words: number): string {
  return words === 1 ? word : word.charAt(0).toLowerCase() + word.slice(1);
}

function upperFirst(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** Words that cannot name a constant in a module. */
const reserved: ReadonlySet<string> = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export " +
    "extends false finally for function if implements import in instanceof interface let new null package " +
    "private protected public return static super switch this throw true try typeof undefined var void while " +
    "with yield"
  ).split(" "),
);
