import { Document, isCollection, Scalar, visit } from "yaml";
import type { OrganizationData } from "../organization/model";
import { organizationFileValue } from "../organization/organization-file-value";

export type OrganizationFileFormat = "json" | "yaml";

/** JSON for names that end in `.json`, YAML for all others. */
export function organizationFileFormat(file: string): OrganizationFileFormat {
  return /\.json$/i.test(file) ? "json" : "yaml";
}

/**
 * The text of an organization file; reading it gives the same organization. Policies stand as objects
 * where AWS's text can be made from the object again, and as the exact text everywhere else.
 *
 * @param comment first lines of a YAML file
 * @throws RangeError for a policy whose content is decided only during apply
 */
export function organizationFileText(
  data: OrganizationData,
  format: OrganizationFileFormat,
  comment = "",
): string {
  const file = organizationFileValue(data);
  if (format === "json") {
    return `${JSON.stringify(file, undefined, 2)}\n`;
  }
  // Without anchors: two equal objects are two objects.
  const document = new Document(file, { aliasDuplicateObjects: false, compat: "yaml-1.1" });
  document.commentBefore = comment === "" ? null : ` ${comment.replaceAll("\n", "\n ")}`;
  makeRecordsFlow(document);
  quoteWhatParsersDispute(document);
  return document.toString({ lineWidth: 0, flowCollectionPadding: true }).replaceAll(UNPRINTABLE, escaped);
}

/** One line for each OU, account, attachment: what a reader compares line by line. */
function makeRecordsFlow(document: Document): void {
  const flow = (node: unknown): void => {
    if (isCollection(node)) {
      node.flow = true;
    }
  };
  for (const key of ["organizationalUnits", "accounts", "attachments"]) {
    const records = document.get(key);
    if (isCollection(records)) {
      records.items.forEach(flow);
    }
  }
  flow(document.get("root"));
  const organization = document.get("organization");
  if (isCollection(organization)) {
    visit(organization, {
      Seq: (_key, node) => flow(node),
      Map: (_key, node) => (node === organization ? undefined : flow(node)),
    });
  }
}

/** What YAML allows in no text unless it is escaped. */
const UNPRINTABLE = /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g;

const DISPUTED = new RegExp(`[?]|^(=|<<)$|${UNPRINTABLE.source}`);

/** Other parsers read some plain texts otherwise or not at all: a question mark within braces, for instance. */
function quoteWhatParsersDispute(document: Document): void {
  visit(document, {
    Scalar: (_key, node) => {
      if (typeof node.value === "string" && DISPUTED.test(node.value)) {
        node.type = Scalar.QUOTE_DOUBLE;
      }
    },
  });
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
