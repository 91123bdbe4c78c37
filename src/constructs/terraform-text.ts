import { Fn, Token } from "./framework";

/** The marker of a token inside a text: `${TfToken[...]}`. */
const TOKEN_MARKER = /\$\{TfToken\[[^\]]*\]\}/g;
/** `${` and `%{` start templates in Terraform, unless CDKTF put the `${` there. */
const TEMPLATE_START = /\$\{(?!TfToken\[)|%\{/g;
/** A text that Terraform takes as it is: what would start a template is doubled. */
export function escapeTemplate(text: string): string {
  return text.includes("{") ? text.replace(TEMPLATE_START, (start) => `${start.charAt(0)}${start}`) : text;
}

/** The text that Terraform takes an escaped one for. */
export function unescapeTemplate(text: string): string {
  return text.replaceAll(/([$%])\1\{/g, "$1{");
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
