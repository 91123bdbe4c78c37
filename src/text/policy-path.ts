/**
 * A path in a policy as AWS writes it in `PathToError`: names joined by `/`. Names that AWS accepts
 * hold no slash; a slash in a hostile name is escaped as in a JSON pointer (`~1`, and `~0` for `~`).
 */
export function joinPath(segments: readonly string[]): string {
  return segments.some(needsEscape) ? segments.map(escapeSegment).join("/") : segments.join("/");
}

function needsEscape(segment: string): boolean {
  return segment.includes("/") || segment.includes("~");
}

function escapeSegment(segment: string): string {
  return segment.replaceAll("~", "~0").replaceAll("/", "~1");
}

export function splitPath(path: string): readonly string[] {
  return path === ""
    ? []
    : path.split("/").map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
}
