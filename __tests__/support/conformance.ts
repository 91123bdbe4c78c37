import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compileFragment } from "../../src/effective/fragment";
import type { InheritanceLevel } from "../../src/effective/inheritance-level";
import type { JsonObject } from "../../src/text/json";

/** A level of a recorded case: the policies attached there, oldest attachment first. */
export interface RecordedLevel {
  readonly level: string;
  readonly policies: readonly { readonly id: string; readonly content: JsonObject }[];
}

export interface InheritanceVector {
  readonly name: string;
  readonly evidence: string;
  readonly levels: readonly RecordedLevel[];
  readonly effective: JsonObject;
}

export interface ValidationVector {
  readonly name: string;
  readonly levels: readonly RecordedLevel[];
  readonly errors: readonly {
    readonly ErrorCode: string;
    readonly ErrorMessage: string;
    readonly PathToError: string;
    readonly ContributingPolicies: readonly string[];
  }[];
}

interface Vectors {
  readonly "inheritance.json": InheritanceVector;
  readonly "validation.json": ValidationVector;
}

/** The recorded cases of one file; every test of them goes through here. */
export function conformanceVectors<File extends keyof Vectors>(file: File): readonly Vectors[File][] {
  const text = readFileSync(join(__dirname, "..", "conformance", file), "utf8");
  return (JSON.parse(text) as { vectors: Vectors[File][] }).vectors;
}

export function levelsOfVector(levels: readonly RecordedLevel[]): readonly InheritanceLevel[] {
  return levels.map(({ level, policies }) => ({
    targetId: level,
    order: "known",
    policies: policies.map(({ id, content }) => compileFragment(id, content)),
  }));
}
