import type { InventorySource, Resource } from "../../organization/inventory";
import type { JsonObject, JsonValue } from "../../text/json";

/** One form in which resources are written as JSON: whole documents, and single records in JSON lines. */
export interface JsonFormat {
  /** `Resource Groups Tagging API` */
  readonly name: string;
  readonly blindSpots: readonly string[];
  /** Whether a document has this form. */
  readonly isDocument: (document: JsonObject) => boolean;
  /** Whether a record has this form. */
  readonly isRecord: (record: JsonObject) => boolean;
  /** Whether a first line stands in front of the records. */
  readonly isHead?: (record: JsonObject) => boolean;
  readonly readHead?: (head: JsonObject) => HeadSource & Pick<DocumentRecords, "problem">;
  /** What the document holds. */
  readonly read: (document: JsonObject) => DocumentRecords;
  /** @throws RecordProblem */
  readonly resource: (record: JsonValue) => Resource;
}

/** What a document says of its source; what is missing is as for the format. */
export type HeadSource = Partial<Pick<InventorySource, "format" | "blindSpots" | "notSeen">>;

export interface DocumentRecords {
  /** The key under which the records stand. */
  readonly key: string;
  readonly records: readonly JsonValue[];
  /** A mistake of the document, with the key at which it stands. */
  readonly problem?: { readonly key: string; readonly message: string } | undefined;
  readonly source?: HeadSource;
  /** Set if the document shows that resources are missing, in a sentence. */
  readonly cutOff?: string | undefined;
  /** Reads a record in the light of the whole document. */
  readonly resource?: (record: JsonValue) => Resource;
}

/** The error for a document that is only one page of several: accepting it would silently drop the rest. */
export function pageProblem(document: JsonObject, key: string): DocumentRecords["problem"] {
  const token = document[key];
  return typeof token === "string" && token !== ""
    ? {
        key,
        message: `The file holds one page of several: "${key}" says that more resources follow. Read all pages into one file; the AWS CLI does so without --no-paginate and --max-items.`,
      }
    : undefined;
}
