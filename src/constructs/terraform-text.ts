import { Fn, Token, Tokenization } from "./framework";

/** The marker of a token inside a text: `${TfToken[...]}`. */
const TOKEN_MARKER = /\$\{TfToken\[[^\]]*\]\}/g;
/** `${` and `%{` start templates in Terraform, unless CDKTF put the `${` there. */
const TEMPLATE_START = /\$\{(?!TfToken\[)|%\{/g;
const MARKERS_WITHOUT_TEXT = /[#&]\{TfToken\[/;
/** CDKTF hides a number that is not known yet in a double with this exponent. */
const NUMBER_MARKER = /-?\d\.\d+e\+289/;

/** A text that Terraform takes as it is: what would start a template is doubled. */
export function escapeTemplate(text: string): string {
  return text.includes("{") ? text.replace(TEMPLATE_START, (start) => `${start.charAt(0)}${start}`) : text;
}

/** Tags for Terraform; nothing where there are none. */
export function tagsFor(tags: Readonly<Record<string, string>> | undefined): {
  readonly tags?: Record<string, string>;
} {
  const entries = Object.entries(tags ?? {});
  return entries.length === 0
    ? {}
    : {
        tags: Object.fromEntries(entries.map(([key, value]) => [escapeTemplate(key), escapeTemplate(value)])),
      };
}

/** Whether a text holds values that only Terraform knows. */
export function hasTokens(text: string): boolean {
  return text.includes("{TfToken[") || NUMBER_MARKER.test(text);
}

/** Whether a text is one token and nothing else. */
export function isWholeToken(text: string): boolean {
  const { tokens, literals } = Tokenization.reverseString(text);
  return tokens.length === 1 && literals.length === 0;
}

/** Whether a text holds tokens that have no place inside JSON text: lists, maps and numbers. */
export function hasUnprintableTokens(text: string): boolean {
  return MARKERS_WITHOUT_TEXT.test(text) || NUMBER_MARKER.test(text);
}

/**
 * JSON text for Terraform: literals are escaped, and the values of tokens inside strings too, so that
 * a quote in a value cannot change the document.
 */
export function jsonTemplate(json: string): string {
  const escaped = escapeTemplate(json);
  return escaped.includes("${TfToken[") ? escaped.replace(TOKEN_MARKER, jsonEscapedToken) : escaped;
}

function jsonEscapedToken(token: string): string {
  // `jsonencode` puts quotes around the text, which stand there already.
  const quote = Token.asString(Fn.rawString('"'));
  return Token.asString(Fn.trimsuffix(Fn.trimprefix(Fn.jsonencode(token), quote), quote));
}
