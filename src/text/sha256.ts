import { sha256 } from "@noble/hashes/sha2";
import { bytesToHex } from "@noble/hashes/utils";

// Not node:crypto: the core also runs in a browser, whose own digest is asynchronous.

/** The SHA-256 of a text in hexadecimal. */
export function sha256Hex(text: string): string {
  return bytesToHex(sha256(text));
}

/** The SHA-256 of a text in Base64, as content security policies have it. */
export function sha256Base64(text: string): string {
  return btoa(String.fromCharCode(...sha256(text)));
}
