import { parsePolicyDocument } from "../src/policy/document";
import { validatePolicy } from "../src/policy/validate";
import { bigOrganizationFile, TEN_THOUSAND } from "./big-organization";
import { medianOf, report } from "./measure";

const AT = new Date("2026-01-01T00:00:00Z");

/** A thousand documents of about 4 kB read and judged, against `JSON.parse` of the same texts. */
export function benchValidate(): void {
  const { policies } = bigOrganizationFile(TEN_THOUSAND) as unknown as {
    readonly policies: readonly { readonly content: object }[];
  };
  const texts = policies.map(({ content }) => JSON.stringify(content, undefined, 1));
  const parse = medianOf(5, () => {
    texts.forEach((text) => JSON.parse(text) as unknown);
  });
  let accepted = 0;
  const validate = medianOf(5, () => {
    accepted = texts.filter((text) => {
      const parsed = parsePolicyDocument(text);
      return parsed.ok && validatePolicy(parsed.document, { at: AT }).accepted;
    }).length;
  });
  report("validate, 1,000 documents", {
    "JSON.parse ms": parse,
    "validate ms": validate,
    ratio: validate / parse,
    "kB each": texts.reduce((sum, text) => sum + text.length, 0) / texts.length / 1000,
    accepted: String(accepted),
  });
}
