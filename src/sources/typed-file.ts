import * as v from "valibot";
import { OrgBackupError } from "../org-backup-error";
import type { InputProblem } from "../org-backup-error";
import { didYouMeanSentence } from "../text/did-you-mean";
import type { SourceDocument } from "../text/source-document";
import { toValue } from "../text/source-node";
import { at, readDocument } from "./read-document";
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
  const problems = new Problems(file, document, kind);
  const parsed = v.safeParse(schema, toValue(document.root));
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

  constructor(
    private readonly file: string,
    private readonly document: SourceDocument,
    private readonly kind: TypedFileKind,
  ) {}

  addIssue(schema: unknown, issue: v.BaseIssue<unknown>): void {
    const segments = (issue.path ?? []).map(({ key }) => key as string | number);
    const last = String(segments.at(-1) ?? "");
    const name = segments.length === 0 ? "The file" : JSON.stringify(last);
    if (issue.type === "strict_object" && issue.expected === "never") {
      const known = knownKeys(schema, segments.slice(0, -1));
      const meant = didYouMeanSentence(last, known);
      this.add(segments, `There is no key ${name} here.${meant} Known keys: ${known.join(", ")}.`, "key");
    } else if (issue.type === "strict_object" && issue.received === "undefined") {
      this.add(segments.slice(0, -1), `The key ${name} is missing.`);
    } else {
      this.add(segments, `${name} ${expectation(issue)}`);
    }
  }

  add(segments: Segments, message: string, what: "key" | "value" = "value"): void {
    const offset = offsetOf(this.document.root, segments, what);
    this.found.push({ where: at(this.file, this.document.position(offset)), message, offset });
  }

  where(segments: Segments): string {
    return at(this.file, this.document.position(offsetOf(this.document.root, segments, "value")));
  }

  failIfAny(): void {
    if (this.found.length > 0) {
      throw this.error();
    }
  }

  error(): OrgBackupError {
    return new OrgBackupError("input", `${displayName(this.file)} is not a valid ${this.kind.what}.`, {
      problems: this.found.toSorted((first, second) => first.offset - second.offset),
      hint: `The format is described in \`org-backup help ${this.kind.topic}\`.`,
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
    string: "a text",
    number: "a number",
    boolean: "true or false",
    Array: "a list",
    Object: "an object",
  };
  return words[expected] ?? expected.replaceAll(" | ", " or ").replaceAll(/[()]/g, "");
}
