import * as fc from "fast-check";
import { escapeTemplate } from "../../src/constructs/terraform-text";

/** What Terraform makes of a template without interpolations. */
function evaluated(template: string): string {
  return template.replaceAll(/([$%])\1\{/g, "$1{");
}

/** Whether Terraform would take a part of the text for a template. */
function hasTemplate(text: string): boolean {
  return /[$%]\{/.test(text.replaceAll(/\$\$\{|%%\{/g, " "));
}

const texts = fc
  .array(fc.constantFrom("$", "%", "{", "}", "a", '"', "\\", "é"))
  .map((parts) => parts.join(""));

it("escapes every text so that Terraform takes it as it is", () => {
  fc.assert(
    fc.property(texts, (text) => {
      const escaped = escapeTemplate(text);
      expect(hasTemplate(escaped)).toBe(false);
      // What is doubled already stays doubled: Terraform itself reads `$$${` as `$${`.
      fc.pre(!/[$%]{2}\{/.test(text));
      expect(evaluated(escaped)).toBe(text);
    }),
  );
});

it("escapes JSON text without changing what it says", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const json = JSON.stringify(value);
      fc.pre(!/[$%]{2}\{/.test(json));
      expect(JSON.parse(evaluated(escapeTemplate(json)))).toEqual(JSON.parse(json));
    }),
  );
});
