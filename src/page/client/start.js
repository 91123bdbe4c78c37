// Where the script of the page begins: as the page, and as the worker that the page starts from the same text behind
// that of the engine.
import { byId } from "./dom.js";
import { askerOf, engineHere, serve, unzipped } from "./engine.js";
import { main } from "./main.js";

export function start() {
  if (typeof document === "undefined") {
    serve(engineHere([]));
  } else {
    const script = document.currentScript?.textContent ?? "";
    /** @type {Promise<string> | undefined} */
    let engine;
    void main(async (before) => {
      engine ??= unzipped(byId("engine").textContent ?? "");
      return askerOf([...before, await engine], script);
    });
  }
}
