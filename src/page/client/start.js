// Where the script of the page begins: as the page, and as the worker that the page starts from the same text.
import { askerOf, serve } from "./engine.js";
import { main } from "./main.js";

/** @typedef {import("./engine.js").MakeEngine} MakeEngine */

/** @param {MakeEngine} makeEngine */
export function start(makeEngine) {
  if (typeof document === "undefined") {
    serve(makeEngine);
  } else {
    const script = document.currentScript?.textContent ?? "";
    void main((before) => askerOf(makeEngine, before + script));
  }
}
