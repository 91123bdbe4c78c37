import { readlinkSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

/** As many as Linux follows. */
const MAX_LINKS = 40;

/** What a path leads to, so that two spellings of one file are seen as one. */
export interface PathIdentity {
  /** The path without links, `.` and `..`. */
  readonly path: string;
  /** Device and inode; undefined if nothing there can be reached. */
  readonly inode: string | undefined;
}

/** Follows symbolic links, dangling ones too. The path need not exist. */
export function pathIdentity(file: string): PathIdentity {
  return { path: withoutLinks(resolve(file), 0), inode: inodeOf(file) };
}

function inodeOf(file: string): string | undefined {
  try {
    const { dev, ino } = statSync(file, { bigint: true });
    return `${dev}:${ino}`;
  } catch {
    // Nothing there, or nothing that can be reached: reading or writing it says what is wrong.
    return undefined;
  }
}

/**
 * Whether both lead to one file: by a symbolic link, a hard link, another spelling, or letter case. Case counts
 * only between files that both exist: macOS and Windows ignore it, and a repository moves between systems.
 */
export function isSameFile(left: PathIdentity, right: PathIdentity): boolean {
  if (left.inode !== undefined && right.inode !== undefined) {
    return left.inode === right.inode;
  }
  return folded(left.path) === folded(right.path);
}

/** Where writing to a path writes: the end of its symbolic links. */
export function withoutLinks(path: string, followed = 0): string {
  const link = linkAt(path);
  if (link !== undefined && followed < MAX_LINKS) {
    return withoutLinks(resolve(dirname(path), link), followed + 1);
  }
  const parent = dirname(path);
  return parent === path ? path : join(realFolder(parent), basename(path));
}

function realFolder(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    // A folder that is still to be made.
    return withoutLinks(folder);
  }
}

function linkAt(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

function folded(path: string): string {
  return path.normalize("NFC").toLowerCase();
}
