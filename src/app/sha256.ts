import { createHash } from "node:crypto";

/** The SHA-256 of a text: in hexadecimal, or in Base64, as content security policies have it. */
export function sha256(text: string, encoding: "hex" | "base64"): string {
  return createHash("sha256").update(text).digest(encoding);
}
