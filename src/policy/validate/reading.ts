import type { PolicyDocument } from "../document";
import type { Findings } from "./findings";
import type { ContainerView } from "./view";

/** What is carried along while a document is read, and what is found to be there. */
export interface Reading {
  readonly document: PolicyDocument;
  readonly findings: Findings;
  /** Every readable container, parents before their children. */
  readonly containers: ContainerView[];
  /** Whether an operator is written in two spellings, or null assigned, anywhere in the document. */
  isUnusual: boolean;
}
