import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { PackedScript } from "../page/review-page";

/** A script as a page holds it. */
export function packedScript(text: string): PackedScript {
  const digest = createHash("sha256").update(text).digest("base64");
  return { packed: gzipSync(text).toString("base64"), digest };
}
