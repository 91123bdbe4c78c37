import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ARGUMENT_SHAPES, argumentShapes } from "../../scripts/argument-shapes";
import { SIGNATURES } from "../../src/arguments/argument-shapes";
import * as library from "../../src/index";
import type { Connection, Live } from "../../src/index";
import * as policyEntry from "../../src/policy";
import { LiveDouble } from "../support/live-double";
import { HOSTILE } from "./hostile-values";
import { validArguments } from "./valid-arguments";
import type { ArgumentTable } from "./valid-arguments";

const MINUTE = 60_000;

let folder: string;
let double: LiveDouble;
let table: ArgumentTable;
let close: () => void;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "arguments-"));
  double = await LiveDouble.start();
  const ignore = (): void => undefined;
  const connection: Connection = {
    options: { endpointUrl: double.double.endpoint },
    topic: "permissions",
    signal: new AbortController().signal,
    progress: { warn: ignore, expect: ignore, done: ignore, found: ignore, note: ignore },
  };
  const live = await new Promise<Live>((opened, failed) => {
    library
      .withConnection(connection, (one) => {
        opened(one);
        return new Promise<void>((ended) => (close = ended));
      })
      .catch(failed);
  });
  table = await validArguments(folder, live, connection);
}, MINUTE);

afterAll(async () => {
  close();
  await double.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The function that a name of the table stands for. */
function called(name: string): (...given: readonly unknown[]) => unknown {
  const api = library as unknown as Readonly<Record<string, unknown>>;
  if (name.startsWith("new ")) {
    return (...given) => Reflect.construct(api[name.slice(4)] as new () => object, given) as object;
  }
  if (name.endsWith("()")) {
    const prepared = Reflect.apply(called(name.slice(0, -2)), undefined, table[name.slice(0, -2)]!);
    return prepared as (...given: readonly unknown[]) => unknown;
  }
  const [owner, member] = name.split(".");
  const found = api[owner!];
  return (...given) => {
    const make = member === undefined ? found : (found as Readonly<Record<string, unknown>>)[member];
    return (make as (...all: readonly unknown[]) => unknown)(...given);
  };
}

async function outcome(call: () => unknown): Promise<unknown> {
  try {
    await call();
    return undefined;
  } catch (error) {
    return error;
  }
}

/** The argument itself, and each of its members, with something else in its place. */
function* replaced(
  given: readonly unknown[],
  instead: unknown,
): Generator<readonly [string, readonly unknown[]]> {
  for (const [index, argument] of given.entries()) {
    yield [`argument ${index}`, given.with(index, instead)];
    if (
      typeof argument === "object" &&
      argument !== null &&
      Object.getPrototypeOf(argument) === Object.prototype
    ) {
      for (const key of Object.keys(argument)) {
        yield [`argument ${index}.${key}`, given.with(index, { ...argument, [key]: instead })];
      }
    }
  }
}

describe("The library", () => {
  it(
    "checks every function and class that it exports, by the types that they declare",
    () => {
      expect(readFileSync(ARGUMENT_SHAPES, "utf8")).toBe(argumentShapes("."));
      const names = Object.entries(library as object)
        .filter(([, value]) => typeof value === "function")
        .map(([name]) => name);
      const covered = new Set(Object.keys(SIGNATURES).map((name) => name.replace(/^new |[.(].*$/g, "")));
      expect(names.filter((name) => !covered.has(name))).toEqual([]);
      // A new function needs arguments in the table of this test.
      expect(Object.keys(table).toSorted()).toEqual(Object.keys(SIGNATURES).toSorted());
    },
    MINUTE,
  );

  it("gives the same functions and classes from both entry points", () => {
    const all = library as unknown as Readonly<Record<string, unknown>>;
    for (const [name, value] of Object.entries(policyEntry)) {
      expect([name, all[name] === value]).toEqual([name, true]);
    }
    expect(library.backupPolicyFromJson({})).toBeInstanceOf(library.AuthoredPolicy);
    expect(new library.OrgBackupError("usage", "x")).toBeInstanceOf(Error);
  });

  it.each(Object.keys(SIGNATURES))("%s works with valid arguments", async (name) => {
    expect([name, await outcome(() => called(name)(...table[name]!))]).toEqual([name, undefined]);
  });

  it.each(Object.keys(SIGNATURES))(
    "%s gives a value or an OrgBackupError for whatever stands in place of an argument",
    async (name) => {
      const failures: unknown[] = [];
      for (const [what, instead] of Object.entries(HOSTILE)) {
        for (const [where, given] of replaced(table[name]!, instead)) {
          const error = await outcome(() => called(name)(...given));
          if (error !== undefined && !(error instanceof library.OrgBackupError)) {
            failures.push([where, what, error]);
          } else if (error !== undefined && process.env.SAY) {
            console.log(`${name}: ${where} = ${what}: ${(error as Error).message} | ${error.hint}`);
          }
        }
      }
      expect(failures).toEqual([]);
    },
    MINUTE,
  );
});
