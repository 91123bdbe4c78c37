import { memberOf } from "../../text/source-node";
import type { SourceNode } from "../../text/source-node";
import { readDocument } from "../read-document";
import { constructPath, readStacks } from "./stack-json";

/** Where the block of a construct stands in synthesized JSON. */
export interface ConstructPosition {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * Where every resource of an output directory of `cdktf synth` stands, by the path of its construct.
 *
 * @throws OrgBackupError (`input`) where the directory is no CDKTF output
 */
export function constructPositions(directory: string): ReadonlyMap<string, ConstructPosition> {
  const positions = new Map<string, ConstructPosition>();
  for (const { file } of readStacks(directory)) {
    const document = readDocument(file);
    for (const type of membersOf(memberOf(document.root, "resource"))) {
      for (const { keyStart, value } of membersOf(type.value)) {
        const path = pathOf(value);
        if (path !== undefined) {
          positions.set(constructPath(path), { file, ...document.position(keyStart) });
        }
      }
    }
  }
  return positions;
}

/** CDKTF writes the construct's path into a comment of its block. */
function pathOf(block: SourceNode): string | undefined {
  const comment = memberOf(block, "//");
  const metadata = comment === undefined ? undefined : memberOf(comment, "metadata");
  const path = metadata === undefined ? undefined : memberOf(metadata, "path");
  return path?.kind === "scalar" && typeof path.value === "string" ? path.value : undefined;
}

function membersOf(
  node: SourceNode | undefined,
): readonly { readonly keyStart: number; readonly value: SourceNode }[] {
  return node?.kind === "object" ? node.members : [];
}
