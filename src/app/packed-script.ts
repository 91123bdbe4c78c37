import { gzipSync } from "node:zlib";
import type { PackedScript } from "../page/review-page";
import { sha256 } from "./sha256";

/** A script as a page holds it. */
export function packedScript(text: string): PackedScript {
  return { packed: gzipSync(text).toString("base64"), digest: sha256(text, "base64") };
}
