// The way to the engine: a worker, so that the page never waits; where the browser has none for it, the page itself.

/** @typedef {import("../page-engine").PageQuestions} Questions */
/** @typedef {import("../page-engine").PageQuestion} Question */
/** @typedef {import("../page-engine").PageEngine} Engine */
/** @typedef {(pause: () => Promise<void>) => Engine} MakeEngine */
/**
 * @typedef {<K extends keyof Questions>(kind: K, ask: Questions[K]["ask"]) => Promise<Questions[K]["answer"]>} Ask
 */

/** A way to an engine, and its end. @typedef {{ readonly ask: Ask, readonly end: () => void }} Asker */

/** The longest that an answer goes on without letting anything else happen, in milliseconds. */
const SLICE = 25;

/** @param {MakeEngine} makeEngine @returns {(question: Question) => Promise<unknown>} */
function localAnswers(makeEngine) {
  let until = performance.now() + SLICE;
  const engine = makeEngine(async () => {
    if (performance.now() > until) {
      await new Promise((resolve) => setTimeout(resolve, 0));
      until = performance.now() + SLICE;
    }
  });
  return async (question) =>
    engine.answer(question.kind === "open" ? { ...question, data: await unzipped(question.data) } : question);
}

/** Answers the page from a worker. @param {MakeEngine} makeEngine */
export function serve(makeEngine) {
  const answer = localAnswers(makeEngine);
  addEventListener("message", async ({ data: { id, question } }) => {
    try {
      postMessage({ id, answer: await answer(question) });
    } catch (error) {
      postMessage({ id, error: String(error) });
    }
  });
}

/**
 * @param {readonly string[]} scripts of which the last makes an engine
 * @param {string} page the script of the page
 * @returns {Asker}
 */
export function askerOf(scripts, page) {
  /** @type {Map<number, { question: Question, resolve: (answer: any) => void, reject: (error: Error) => void }>} */
  const open = new Map();
  /** @type {((question: Question) => Promise<unknown>) | undefined} */
  let local;
  let count = 0;
  const worker = workerOf([...scripts, page].join("\n"));
  /** @param {number} id */
  const answerHere = (id) => {
    local ??= localAnswers(engineHere(scripts));
    const asked = open.get(id);
    open.delete(id);
    if (asked !== undefined) {
      local(asked.question).then(asked.resolve, asked.reject);
    }
  };
  worker?.addEventListener("message", ({ data: { id, answer, error } }) => {
    const asked = open.get(id);
    open.delete(id);
    if (error === undefined) {
      asked?.resolve(answer);
    } else {
      asked?.reject(new Error(error));
    }
  });
  // A browser that does not let the worker start: what was asked is answered here.
  worker?.addEventListener("error", () => {
    local ??= localAnswers(engineHere(scripts));
    [...open.keys()].forEach(answerHere);
  });
  /** @type {Ask} */
  const ask = (kind, asked) =>
    new Promise((resolve, reject) => {
      const id = (count += 1);
      const question = /** @type {Question} */ ({ kind, ...asked });
      open.set(id, { question, resolve, reject });
      if (worker === undefined || local !== undefined) {
        answerHere(id);
      } else {
        worker.postMessage({ id, question });
      }
    });
  return { ask, end: () => worker?.terminate() };
}

/** @type {Set<string>} */
const run = new Set();

/** What the script of the engine defines. @param {readonly string[]} scripts to run for it, if there is no worker @returns {MakeEngine} */
export function engineHere(scripts) {
  for (const script of scripts) {
    if (!run.has(script)) {
      run.add(script);
      const element = document.createElement("script");
      element.textContent = trusted()?.createScript(script) ?? script;
      document.head.append(element);
    }
  }
  return Reflect.get(globalThis, "makeEngine");
}

/** Made once: the page may not have a second one of that name. @type {any} */
let policy;

/** What says that the page's own scripts may run, in browsers that ask. */
function trusted() {
  const same = (/** @type {string} */ own) => own;
  /** @type {any} */
  const types = Reflect.get(globalThis, "trustedTypes");
  return (policy ??= types?.createPolicy("page-worker", { createScript: same, createScriptURL: same }));
}

/** @param {string} script @returns {Worker | undefined} */
function workerOf(script) {
  try {
    const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    return new Worker(trusted()?.createScriptURL(url) ?? url);
  } catch {
    return undefined;
  }
}

/** @param {string} data gzip in base64 */
export async function unzipped(data) {
  const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
}
