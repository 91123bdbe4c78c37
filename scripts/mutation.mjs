// Changes operators and constants of the engine, one at a time, and tells which changes no test notices:
// `npm run mutation -- [--count 100] [--seed 1] [--only ID,ID] [--tests REGEX]`. Takes a while; it is no part of the tests.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
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
const resultFile = join(folder, "result.json");
process.env.MUTATION_PLAN = planFile;

/** Runs test files; whether all of them pass, which fail, and how long each took. A change may go on for ever. */
function run(files, milliseconds) {
  const config = {
    ...base,
    setupFilesAfterEnv: [resolve("scripts/mutation-setup.js")],
    transform: Object.fromEntries(
      Object.entries(base.transform).map(([pattern, [, options]]) => [
        pattern,
        [resolve("scripts/mutation-transform.js"), options],
      ]),
    ),
    testMatch: files,
    reporters: [],
  };
  rmSync(resultFile, { force: true });
  const { error } = spawnSync(
    process.execPath,
    [
      require.resolve("jest/bin/jest"),
      ...["--config", JSON.stringify(config), "--runInBand", "--silent"],
      ...["--watchman=false", "--json", `--outputFile=${resultFile}`],
    ],
    { stdio: "ignore", timeout: milliseconds },
  );
  if (error !== undefined || !existsSync(resultFile)) {
    return { isGood: false, failed: [error?.code === "ETIMEDOUT" ? "the limit of time" : "a crash"] };
  }
  const { success, testResults } = JSON.parse(readFileSync(resultFile, "utf8"));
  return {
    isGood: success && testResults.length === files.length,
    failed: testResults.filter(({ status }) => status === "failed").map(({ name }) => relative(".", name)),
    seconds: new Map(testResults.map(({ name, startTime, endTime }) => [name, (endTime - startTime) / 1000])),
  };
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

const MINUTE = 60_000;

/** The test file that notices a change; the quickest files are tried first, then twice as many at a time. */
function noticedBy({ id }, files, seconds) {
  process.env.MUTANT = String(id);
  for (let [from, count] = [0, 2]; from < files.length; [from, count] = [from + count, count * 2]) {
    const some = files.slice(from, from + count);
    const usual = some.reduce((sum, file) => sum + seconds.get(file) * 1000, 0);
    const { isGood, failed } = run(some, MINUTE + 5 * usual);
    if (!isGood) {
      return failed[0];
    }
  }
  return undefined;
}

try {
  const sources = ENGINE.flatMap((root) => globSync(`${root}/**/*.ts`))
    .filter((file) => !NOT_ENGINE.test(file))
    .sort();
  const sites = sources.flatMap((file) => sitesOf(resolve(file)));
  const mutants = sampled(sites, Number(flags.count), Number(flags.seed));
  writeFileSync(planFile, JSON.stringify({ mutants }));
  console.log(`${mutants.length} of ${sites.length} places in ${sources.length} files, seed ${flags.seed}`);

  process.env.MUTANT = "0";
  process.env.MUTATION_MET = metFile;
  const tests = projects
    .filter(({ displayName }) => displayName !== "e2e")
    .flatMap(({ testMatch }) => filesOf(testMatch))
    .filter((file) => !NOT_TESTS.test(file) && new RegExp(flags.tests).test(file));
  const { isGood, failed, seconds } = run(tests, 60 * MINUTE);
  delete process.env.MUTATION_MET;
  if (!isGood) {
    throw new Error(`The tests fail without any change: ${failed.join(", ")}`);
  }
  const met = readFileSync(metFile, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  // The quickest first, and those of the folder itself before others.
  const cost = (testPath, { file }) =>
    seconds.get(testPath) * (folderOf(testPath, "__tests__") === folderOf(file, "src") ? 0.2 : 1);
  const meeting = (mutant) =>
    met
      .filter((file) => file.met.includes(mutant.id))
      .map(({ testPath }) => testPath)
      .sort((first, second) => cost(first, mutant) - cost(second, mutant));

  const only = flags.only?.split(",");
  const tried = mutants.filter(({ id }) => only === undefined || only.includes(String(id)));
  const survivors = [];
  for (const mutant of tried) {
    const files = meeting(mutant);
    const file = noticedBy(mutant, files, seconds);
    console.log(
      `${String(mutant.id).padStart(3)} ${mutant.place}: ${mutant.what}: ${file === undefined ? `NOT NOTICED by ${files.length} files` : `noticed by ${file}`}`,
    );
    if (file === undefined) {
      survivors.push(mutant);
    }
  }
  console.log(`\n${tried.length - survivors.length} of ${tried.length} changes are noticed. Not noticed:`);
  survivors.forEach(({ place, what, id }) => console.log(`  ${id} ${place}: ${what}`));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
