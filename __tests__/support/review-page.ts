import { writePage } from "../../src/app/write-page";
import type { PageRequest } from "../../src/app/write-page";
import { pagePartsOfSources } from "./page-parts";

/** A review as its page. */
export function pageOf({ review, before, after, at, title, context }: PageRequest): string {
  return writePage({ review, before, after, at, title, context }, pagePartsOfSources());
}
