// Changes operators and constants of the engine, one at a time, and tells which changes no test notices:
// `npm run mutation -- [--count 100] [--seed 1] [--only ID,ID] [--tests REGEX] [--baseline FILE]`. Takes a while; it is
// no part of the tests. The file keeps what the tests come by without a change, for the next piece of a run.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { globSync } from "tinyglobby";
import ts from "typescript";

const require = createRequire(import.meta.url);
const { projects } = require("../jest.config.js");
const base = require("../jest.project.js");

const { values: flags } = parseArgs({
  options: {
    count: { type: "string", default: "100" },
    seed: { type: "string", default: "1" },
    only: { type: "string" },
    tests: { type: "string", default: "" },
    baseline: { type: "string" },
  },
});

const ENGINE = ["src/effective", "src/change", "src/capabilities"];
/** Data and the pages made from it, which tests compare as a whole. */
const NOT_ENGINE = /^src\/capabilities\/(?:tables|reference)\//;
/** A million plans: slow, and about time alone. */
const NOT_TESTS = /__tests__\/effective\/hostile/;

const OTHER_OPERATOR = {
  "<": "<=",
  "<=": "<",
  ">": ">=",
  ">=": ">",
  "===": "!==",
  "!==": "===",
  "&&": "||",
  "||": "&&",
  "+": "-",
  "-": "+",
  "*": "/",
  "/": "*",
};
const OTHER_METHOD = new Map([
  ["some", "every"],
  ["every", "some"],
  ["max", "min"],
  ["min", "max"],
]);

/** Everything in a file that can be changed: where it stands, and by what it is replaced. */
function sitesOf(file) {
  const text = readFileSync(file, "utf8");
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const sites = [];
  const add = (node, replacement, what, at = node) => {
    const { line, character } = source.getLineAndCharacterOfPosition(at.getStart());
    const place = `${relative(".", file)}:${line + 1}:${character + 1}`;
    const code = node.getText();
    sites.push({ file, start: node.getStart(), end: node.getEnd(), replacement, place, what, code });
  };
  const visit = (node) => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
      return;
    }
    if (ts.isBinaryExpression(node)) {
      const operator = node.operatorToken.getText();
      const other = OTHER_OPERATOR[operator];
      const isText = [node.left, node.right].some(
        (side) => ts.isStringLiteralLike(side) || ts.isTemplateExpression(side),
      );
      if (other !== undefined && !(operator === "+" && isText)) {
        add(
          node,
          `${node.left.getText()} ${other} ${node.right.getText()}`,
          `${operator} becomes ${other}`,
          node.operatorToken,
        );
      }
    } else if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
      add(node, node.operand.getText(), "! is left out");
    } else if (ts.isNumericLiteral(node) && !isName(node)) {
      add(node, String(Number(node.text.replaceAll("_", "")) + 1), `${node.text} becomes one more`);
    } else if (node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword) {
      const other = node.kind === ts.SyntaxKind.TrueKeyword ? "false" : "true";
      add(node, other, `${node.getText()} becomes ${other}`);
    } else if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { name, expression } = node.expression;
      const other = OTHER_METHOD.get(name.text);
      if (other !== undefined) {
        const rest = text.slice(name.getEnd(), node.getEnd());
        add(node, `${expression.getText()}.${other}${rest}`, `${name.text} becomes ${other}`, name);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return sites;
}

/** A number may be the key of a member. */
function isName(node) {
  return ts.isPropertyAssignment(node.parent) && node.parent.name === node;
}

/** What a place is called, wherever in its file it is. */
function nameOf({ file, what, code }) {
  return JSON.stringify([relative(".", file), what, code]);
}

/** A place keeps its key while the code around it changes, so that later runs take the same places again. */
function keyed(sites, seed) {
  const seen = new Map();
  return sites.map((site) => {
    const { file, what, code } = site;
    const name = JSON.stringify([seed, relative(".", file), what, code]);
    const nth = (seen.get(name) ?? 0) + 1;
    seen.set(name, nth);
    return { site, key: createHash("sha256").update(`${name} ${nth}`).digest("hex") };
  });
}

/** Sites that do not lie in one another. */
function sampled(sites, count, seed) {
  const shuffled = keyed(sites, seed)
    .sort((first, second) => (first.key < second.key ? -1 : 1))
    .map(({ site }) => site);
  const chosen = [];
  for (const site of shuffled) {
    const overlaps = chosen.some(
      ({ file, start, end }) => file === site.file && start < site.end && site.start < end,
    );
    if (chosen.length < count && !overlaps) {
      chosen.push(site);
    }
  }
  return chosen.map((site, index) => ({ ...site, id: index + 1 }));
}

const folder = mkdtempSync(join(tmpdir(), "mutation-"));
const planFile = join(folder, "plan.json");
const metFile = join(folder, "met.jsonl");
process.env.MUTATION_PLAN = planFile;

const MINUTE = 60_000;

/**
 * Runs test files, each with a change, in one process: to start one takes longer than most files. A change may go on
 * forever: the file is given up then, and the rest runs in another process.
 *
 * @param runs pairs of the number of a change, 0 for none, and a file
 * @param limit the milliseconds that a file may take
 * @returns for each pair that was run whether it passed, and its seconds
 */
async function run(runs, limit) {
  const results = [];
  const key = (mutant, file) => `${mutant} ${file}`;
  for (let left = runs; left.length > 0;) {
    const log = join(folder, "log.jsonl");
    writeFileSync(log, "");
    const child = startJest(left, log);
    const over = new Promise((done) => child.on("close", done));
    const lines = () =>
      readFileSync(log, "utf8")
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line));
    const hung = await Promise.race([over.then(() => undefined), hanging(child, lines, limit)]);
    await over;
    const ended = lines().filter(({ kind }) => kind === "end");
    results.push(...ended);
    if (hung !== undefined) {
      results.push({ ...hung, passed: false, seconds: Infinity });
    } else if (ended.length === 0) {
      throw new Error("jest ran nothing");
    }
    const have = new Set(results.map(({ mutant, file }) => key(mutant, file)));
    left = left.filter(({ mutant, file }) => !have.has(key(mutant, file)));
  }
  return results;
}

/** Every change is a project of jest, all with one cache. */
function startJest(runs, log) {
  const common = {
    ...base,
    id: "mutation",
    setupFilesAfterEnv: [resolve("scripts/mutation-setup.js")],
    transform: Object.fromEntries(
      Object.entries(base.transform).map(([pattern, [, options]]) => [
        pattern,
        [resolve("scripts/mutation-transform.js"), options],
      ]),
    ),
  };
  const { testTimeout, ...project } = common;
  const mutants = [...new Set(runs.map(({ mutant }) => mutant))];
  const projects = mutants.map((mutant) => ({
    ...project,
    displayName: String(mutant),
    globals: { mutant },
    testMatch: runs.filter((each) => each.mutant === mutant).map(({ file }) => file),
  }));
  const config = {
    rootDir: resolve("."),
    testTimeout,
    projects,
    reporters: [[resolve("scripts/mutation-reporter.js"), { log }]],
  };
  const configFile = join(folder, "jest.config.json");
  writeFileSync(configFile, JSON.stringify(config));
  return spawn(
    process.execPath,
    [require.resolve("jest/bin/jest"), "--config", configFile, "--runInBand", "--silent", "--watchman=false"],
    { stdio: "ignore" },
  );
}

/** The file that takes longer than the limit, once one does; the process is ended then. */
async function hanging(child, lines, limit) {
  while (child.exitCode === null && child.signalCode === null) {
    await delay(1000);
    const last = lines().at(-1);
    if (last?.kind === "start" && Date.now() - last.at > limit(last.file)) {
      child.kill("SIGKILL");
      return { mutant: last.mutant, file: last.file, kind: "end" };
    }
  }
  return undefined;
}

/** The test files of a project: globs, some of them with an exclamation mark. */
function filesOf(globs) {
  const here = (glob) => `__tests__/${glob.replace(/^\*\*\/__tests__\//, "")}`;
  const ignore = globs.flatMap((glob) => (glob.startsWith("!") ? [here(glob.slice(1))] : []));
  return globSync(globs.filter((glob) => !glob.startsWith("!")).map(here), { ignore, absolute: true });
}

function folderOf(file, root) {
  return relative(resolve(root), file).split("/")[0];
}

/** Which changes each test file comes by, and how long it takes. */
async function baseline(tests) {
  if (flags.baseline !== undefined && existsSync(flags.baseline)) {
    return JSON.parse(readFileSync(flags.baseline, "utf8"));
  }
  process.env.MUTATION_MET = metFile;
  const results = await run(
    tests.map((file) => ({ mutant: 0, file })),
    () => 30 * MINUTE,
  );
  delete process.env.MUTATION_MET;
  const failed = results.filter(({ passed }) => !passed).map(({ file }) => relative(".", file));
  if (failed.length > 0) {
    throw new Error(`The tests fail without any change: ${failed.join(", ")}`);
  }
  const met = readFileSync(metFile, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const seconds = Object.fromEntries(results.map((result) => [result.file, result.seconds]));
  if (flags.baseline !== undefined) {
    writeFileSync(flags.baseline, JSON.stringify({ met, seconds }));
  }
  return { met, seconds };
}

try {
  const sources = ENGINE.flatMap((root) => globSync(`${root}/**/*.ts`))
    .filter((file) => !NOT_ENGINE.test(file))
    .sort();
  const sites = sources.flatMap((file) => sitesOf(resolve(file)));
  const mutants = sampled(sites, Number(flags.count), Number(flags.seed));
  writeFileSync(planFile, JSON.stringify({ mutants }));
  console.log(`${mutants.length} of ${sites.length} places in ${sources.length} files, seed ${flags.seed}`);

  const tests = projects
    .filter(({ displayName }) => displayName !== "e2e")
    .flatMap(({ testMatch }) => filesOf(testMatch))
    .filter((file) => !NOT_TESTS.test(file) && new RegExp(flags.tests).test(file));
  const { met, seconds, first = {} } = await baseline(tests);
  // What noticed it last time, then the quickest, and those of the folder itself before others.
  const cost = (testPath, mutant) =>
    relative(".", testPath) === first[nameOf(mutant)]
      ? 0
      : seconds[testPath] * (folderOf(testPath, "__tests__") === folderOf(mutant.file, "src") ? 0.2 : 1);
  const meeting = (mutant) =>
    met
      .filter((file) => file.met.includes(mutant.id))
      .map(({ testPath }) => testPath)
      .sort((first, second) => cost(first, mutant) - cost(second, mutant));

  const only = flags.only?.split(",");
  const tried = mutants
    .filter(({ id }) => only === undefined || only.includes(String(id)))
    .map((mutant) => ({ mutant, files: meeting(mutant) }));
  const noticed = new Map();
  const tell = ({ mutant: { id, place, what }, files }, by) => {
    const result = by === undefined ? `NOT NOTICED by ${files.length} files` : `noticed by ${by}`;
    console.log(`${String(id).padStart(3)} ${place}: ${what}: ${result}`);
  };
  // Of each change one file, then twice as many each time until one notices it.
  for (let [from, count] = [0, 1]; ; [from, count] = [from + count, count * 2]) {
    const open = tried.filter(({ mutant, files }) => !noticed.has(mutant.id) && files.length > from);
    if (open.length === 0) {
      break;
    }
    const runs = open.flatMap(({ mutant, files }) =>
      files.slice(from, from + count).map((file) => ({ mutant: mutant.id, file })),
    );
    const results = await run(runs, (file) => 3 * MINUTE + 10_000 * seconds[file]);
    for (const { mutant, file, seconds: taken } of results.filter(({ passed }) => !passed)) {
      noticed.set(mutant, taken === Infinity ? "the limit of time" : relative(".", file));
    }
    open
      .filter(({ mutant }) => noticed.has(mutant.id))
      .forEach((each) => tell(each, noticed.get(each.mutant.id)));
  }
  if (flags.baseline !== undefined) {
    const found = tried.flatMap(({ mutant }) =>
      noticed.has(mutant.id) ? [[nameOf(mutant), noticed.get(mutant.id)]] : [],
    );
    // Other pieces may have written there meanwhile.
    const known = JSON.parse(readFileSync(flags.baseline, "utf8"));
    writeFileSync(
      flags.baseline,
      JSON.stringify({ ...known, first: { ...known.first, ...Object.fromEntries(found) } }),
    );
  }
  const survivors = tried.filter(({ mutant }) => !noticed.has(mutant.id));
  survivors.forEach((each) => tell(each, undefined));
  console.log(`\n${tried.length - survivors.length} of ${tried.length} changes are noticed. Not noticed:`);
  survivors.forEach(({ mutant: { place, what, id } }) => console.log(`  ${id} ${place}: ${what}`));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
