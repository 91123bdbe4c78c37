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
