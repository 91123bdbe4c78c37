import { OrgBackupError } from "../org-backup-error";
import type { IConstruct } from "./framework";

/** A mistake in what a construct was given; it names the construct's path. */
export function constructError(construct: IConstruct, message: string, hint?: string): OrgBackupError {
  return new OrgBackupError("input", `${construct.node.path}: ${message}`, {
    where: construct.node.path,
    ...(hint === undefined ? {} : { hint }),
  });
}
