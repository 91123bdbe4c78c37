import * as v from "valibot";
import { OrgBackupError } from "../org-backup-error";
import type { InputProblem } from "../org-backup-error";
import { didYouMeanSentence } from "../text/did-you-mean";
import type { SourceDocument } from "../text/source-document";
import { toValue } from "../text/source-node";
import { at } from "./document-text";
import { readDocument } from "./read-document";
import { displayName } from "./read-text";
import { offsetOf } from "./segments";
import type { Segments } from "./segments";
import { knownKeys } from "./schema-keys";

/** A file of our own, read through its schema, that still knows where everything stands. */
export interface TypedFile<T> {
  readonly value: T;
  /** `file:line:column` of a value, or of the nearest thing around it. */
  readonly where: (segments: Segments) => string;
  /** Adds a mistake that no schema tells. */
  readonly problem: (segments: Segments, message: string) => void;
  /** @throws OrgBackupError (`input`) where a mistake was added */
  readonly failIfAny: () => void;
}

export interface TypedFileKind {
  /** `guardrails file` */
  readonly what: string;
  /** The page of the guide that describes the file. */
  readonly topic: string;
}

/**
 * Reads a JSON or YAML file and checks it.
 *
 * @throws OrgBackupError (`input`) that names every mistake with file, line and column
 */
export function readTypedFile<S extends v.GenericSchema>(
  file: string,
  schema: S,
  kind: TypedFileKind,
): TypedFile<v.InferOutput<S>> {
  const document = readDocument(file);
  return typed(toValue(document.root), schema, new Problems(placesIn(file, document, kind)));
}

/**
 * Checks a value of code as if a file held it.
 *
 * @throws OrgBackupError (`input`) that names every mistake with its place
 */
export function typedValue<S extends v.GenericSchema>(
  value: unknown,
  schema: S,
  places: Pick<Places, "title" | "hint" | "where">,
): TypedFile<v.InferOutput<S>> {
  return typed(value, schema, new Problems({ ...places, offset: () => 0 }));
}

/** Where things are, and what is said about mistakes. */
interface Places {
  readonly title: string;
  readonly hint: string;
  readonly where: (segments: Segments, what: "key" | "value") => string;
  /** Mistakes are told in this order. */
  readonly offset: (segments: Segments, what: "key" | "value") => number;
}

function placesIn(file: string, document: SourceDocument, { what, topic }: TypedFileKind): Places {
  const offset: Places["offset"] = (segments, of) => offsetOf(document.root, segments, of);
  return {
    title: `${displayName(file)} is not a valid ${what}.`,
    hint: `The format is described in \`org-backup help ${topic}\`.`,
    where: (segments, of) => at(file, document.position(offset(segments, of))),
    offset,
  };
}

function typed<S extends v.GenericSchema>(
  value: unknown,
  schema: S,
  problems: Problems,
): TypedFile<v.InferOutput<S>> {
  const parsed = v.safeParse(schema, value);
  if (!parsed.success) {
    for (const issue of parsed.issues) {
      problems.addIssue(schema, issue);
    }
    throw problems.error();
  }
  return {
    value: parsed.output,
    where: (segments) => problems.where(segments),
    problem: (segments, message) => {
      problems.add(segments, message);
    },
    failIfAny: () => {
      problems.failIfAny();
    },
  };
}

class Problems {
  private readonly found: (InputProblem & { readonly offset: number })[] = [];

  constructor(private readonly places: Places) {}

  addIssue(schema: unknown, issue: v.BaseIssue<unknown>): void {
    const segments = (issue.path ?? []).map(({ key }) => key as string | number);
    const last = String(segments.at(-1) ?? "");
    const name = segments.length === 0 ? "The file" : JSON.stringify(last);
    if (issue.type === "strict_object" && issue.expected === "never") {
      const known = knownKeys(schema, segments.slice(0, -1));
      const meant = didYouMeanSentence(last, known);
      this.add(segments, `Unknown key ${name}.${meant} Known keys: ${known.join(", ")}.`, "key");
    } else if (issue.type === "strict_object" && issue.received === "undefined") {
      this.add(segments.slice(0, -1), `The key ${name} is missing.`);
    } else {
      this.add(segments, `${name} ${expectation(issue)}`);
    }
  }

  add(segments: Segments, message: string, what: "key" | "value" = "value"): void {
    const { where, offset } = this.places;
    this.found.push({ where: where(segments, what), message, offset: offset(segments, what) });
  }

  where(segments: Segments): string {
    return this.places.where(segments, "value");
  }

  failIfAny(): void {
    if (this.found.length > 0) {
      throw this.error();
    }
  }

  error(): OrgBackupError {
    const { title, hint } = this.places;
    return new OrgBackupError("input", title, {
      problems: this.found.toSorted((first, second) => first.offset - second.offset),
      hint,
    });
  }
}

function expectation(issue: v.BaseIssue<unknown>): string {
  // Our own checks carry a message that completes the sentence.
  return issue.expected === null || issue.kind === "validation"
    ? `${issue.message}.`
    : `must be ${wordsFor(issue.expected)}, found ${issue.received}.`;
}

function wordsFor(expected: string): string {
  const words: Readonly<Record<string, string>> = {
    string: "a string",
    number: "a number",
    boolean: "true or false",
    Array: "a list",
    Object: "an object",
  };
  return words[expected] ?? expected.replaceAll(" | ", " or ").replaceAll(/[()]/g, "");
}
