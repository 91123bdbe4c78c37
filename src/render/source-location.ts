/** Where something of a review is written. */
export interface SourceLocation {
  /** Relative to the repository, with `/` between its parts; undefined if no file is known. */
  readonly file?: string;
  /** Counted from 1. */
  readonly line?: number;
  readonly column?: number;
  /** The path of the construct that declares it: `backup-policies/org-baseline/policy`. */
  readonly construct?: string;
}

/** Tells where a policy is written, by its id. */
export type Locate = (policyId: string) => SourceLocation | undefined;

/** Reads the origin of a policy: `file:line:column`, or else a construct path. */
export function parseOrigin(origin: string): SourceLocation {
  const match = /^(?<file>.+):(?<line>[1-9]\d*):(?<column>[1-9]\d*)$/su.exec(origin)?.groups;
  return match?.file === undefined
    ? { construct: origin }
    : { file: match.file.replaceAll("\\", "/"), line: Number(match.line), column: Number(match.column) };
}
