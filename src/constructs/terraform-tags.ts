import { OWNER_TAG } from "../change/ownership";
import { constructError } from "./construct-error";
import { Fn, Lazy, Token } from "./framework";
import type { IConstruct } from "./framework";
import { lateValue, producedValue } from "./late-value";
import { escapeTemplate } from "./terraform-text";

/**
 * Tags for Terraform; nothing if there are none. A token may stand for all of them, or for a value.
 *
 * @throws OrgBackupError (`input`) for tags that are no texts
 */
export function tagsFor(construct: IConstruct, tags: unknown): { readonly tags?: Record<string, string> } {
  if (tags === undefined) {
    return {};
  }
  const late = lateValue(tags);
  if (late !== undefined) {
    return { tags: Token.asStringMap(late) };
  }
  if (typeof tags !== "object" || tags === null || Array.isArray(tags)) {
    throw constructError(
      construct,
      "tags must be an object of strings.",
      'Give { team: "platform" }, for example.',
    );
  }
  const entries = Object.entries(tags).filter(([, value]) => value !== undefined);
  return entries.length === 0
    ? {}
    : {
        tags: Object.fromEntries(
          entries.map(([key, value]) => [escapeTemplate(key), tagValue(construct, key, value)]),
        ),
      };
}

function tagValue(construct: IConstruct, key: string, value: unknown): string {
  if (typeof value === "string") {
    return escapeTemplate(value);
  }
  const late = lateValue(value);
  if (late === undefined) {
    throw constructError(
      construct,
      `The value of the tag ${JSON.stringify(key)} must be a string.`,
      "Write it in quotation marks.",
    );
  }
  return Token.asString(late);
}

/** Tags of Terraform with the one that signs a policy. */
export function withOwner(tags: Record<string, string> | undefined, owner: string): Record<string, string> {
  const late = lateValue(tags);
  const own = { [OWNER_TAG]: owner };
  return late === undefined
    ? { ...tags, ...own }
    : Token.asStringMap(
        Lazy.anyValue({
          produce: (context) => {
            // Terraform merges what only it knows; what a lazy value produces is no expression of Terraform.
            const produced = producedValue(late, context);
            return produced === undefined
              ? (Fn.merge([late, own]) as unknown)
              : { ...(produced.value as object), ...own };
          },
        }),
      );
}
