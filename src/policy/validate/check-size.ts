import { grouped } from "../../text/grouped";
import { QUOTAS } from "../quotas";
import type { PolicyDocument } from "../document";
import type { Findings } from "./findings";

/** The API itself takes no longer text; one that long is not worth the work of writing it again. */
const LARGEST_REQUEST = 1_000_000;

/**
 * Characters are counted as UTF-16 code units, white space included: that is how most of AWS counts, and
 * it can only err towards refusing.
 */
export function checkSize(document: PolicyDocument, findings: Findings): void {
  const { limit } = QUOTAS.documentCharacters;
  const size = document.size;
  if (size <= limit) {
    return;
  }
  const minified = size > LARGEST_REQUEST ? Infinity : document.minified.length;
  findings.refuse("document-size", {
    message: `The document has ${grouped(size)} characters; AWS accepts at most ${grouped(limit)}, white space included.`,
    path: "",
    offset: document.root.start,
    hint:
      minified <= limit
        ? `Without white space it has ${grouped(minified)} and fits: send it minified.`
        : "Split the plans over several policies: policies on one target are merged.",
  });
}
