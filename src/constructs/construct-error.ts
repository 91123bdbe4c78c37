import { OrgBackupError } from "../org-backup-error";
import type { IConstruct } from "./framework";

/** A mistake in what a construct was given; it names the construct's path. */
export function constructError(construct: IConstruct, message: string, hint?: string): OrgBackupError {
  return new OrgBackupError("input", `${construct.node.path}: ${message}`, {
    where: construct.node.path,
    ...(hint === undefined ? {} : { hint }),
  });
}

/** Reads what a construct was given: getters and proxies can throw whatever they like. */
export function readable<T>(construct: IConstruct, what: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof OrgBackupError) {
      throw error;
    }
    const why = error instanceof Error ? error.message : "a getter fails";
    const { path } = construct.node;
    throw new OrgBackupError("input", `${path}: ${what} cannot be read: ${why}`, {
      where: path,
      hint: "Pass plain objects.",
      cause: error,
    });
  }
}
