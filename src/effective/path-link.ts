/** A path as a chain: one small object a step, spelled out only for an error or a note. */
export interface PathLink {
  readonly above: PathLink | undefined;
  readonly name: string;
}

export function below(above: PathLink | undefined, name: string): PathLink {
  return { above, name };
}

export function segmentsOf(link: PathLink): readonly string[] {
  const segments: string[] = [];
  for (let at: PathLink | undefined = link; at !== undefined; at = at.above) {
    segments.push(at.name);
  }
  return segments.reverse();
}
