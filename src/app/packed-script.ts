import { gzipSync } from "node:zlib";
import type { PackedScript } from "../page/review-page";
import { sha256Base64 } from "../text/sha256";

/** A script as a page holds it. */
export function packedScript(text: string): PackedScript {
  return { packed: gzipSync(text, { level: 9 }).toString("base64"), digest: sha256Base64(text) };
}
