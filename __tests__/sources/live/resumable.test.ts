import { OrgBackupError } from "../../../src/org-backup-error";
import { createLimiter } from "../../../src/sources/live/limiter";
import type { Page } from "../../../src/sources/live/organizations-api";
import { NO_READ_LOG } from "../../../src/sources/live/read-log";
import type { ReadLog } from "../../../src/sources/live/read-log";
import { NO_PROGRESS } from "../../../src/sources/live/read-progress";
import { ResumableCalls } from "../../../src/sources/live/resumable";
import type { JsonValue } from "../../../src/text/json";

function remembering(): ReadLog & { readonly answers: Map<string, JsonValue> } {
  const answers = new Map<string, JsonValue>();
  return {
    answers,
    begin: () => undefined,
    lookUp: (key) => answers.get(key),
    record: (key, value) => {
      answers.set(key, value);
    },
    forget: (prefix) => {
      [...answers.keys()].filter((key) => key.startsWith(prefix)).forEach((key) => answers.delete(key));
    },
  };
}

function calls(log: ReadLog): ResumableCalls {
  return new ResumableCalls(log, createLimiter(2), NO_PROGRESS);
}

function refusal(): OrgBackupError {
  const cause = Object.assign(new Error("You specified an invalid value."), {
    name: "InvalidInputException",
  });
  return new OrgBackupError("aws", "AWS refused it.", { cause });
}

const PAGES: Readonly<Record<string, Page<string>>> = {
  "": { items: ["a"], next: "1", action: "ListLetters" },
  "1": { items: [], next: "2", action: "ListLetters" },
  "2": { items: ["b"], next: undefined, action: "ListLetters" },
};

describe("a list", () => {
  test("is read page by page, empty ones too, and not again in the next run", async () => {
    const log = remembering();
    const asked: string[] = [];
    const read = (token = ""): Promise<Page<string>> => {
      asked.push(token);
      return Promise.resolve(PAGES[token]!);
    };
    expect(await calls(log).list("letters", read, (item) => item)).toEqual(["a", "b"]);
    expect(await calls(log).list("letters", read, (item) => item)).toEqual(["a", "b"]);
    expect(asked).toEqual(["", "1", "2"]);
  });

  test("begins anew once where AWS does not know a remembered token any more", async () => {
    const log = remembering();
    log.record("letters#1", { items: ["old"], next: "expired", action: "ListLetters" });
    const read = (token = ""): Promise<Page<string>> =>
      token === "expired" ? Promise.reject(refusal()) : Promise.resolve(PAGES[token]!);
    expect(await calls(log).list("letters", read, (item) => item)).toEqual(["a", "b"]);
  });

  test("whose tokens AWS refuses every time is an error, and no endless loop", async () => {
    let asked = 0;
    const read = (token = ""): Promise<Page<string>> => {
      asked += 1;
      return token === "" ? Promise.resolve(PAGES[""]!) : Promise.reject(refusal());
    };
    await expect(calls(remembering()).list("letters", read, (item) => item)).rejects.toThrow(
      "AWS refused it.",
    );
    expect(asked).toBe(4);
    await expect(calls(NO_READ_LOG).list("letters", read, (item) => item)).rejects.toThrow("AWS refused it.");
  });
});

describe("one call", () => {
  test("whose answer is nothing is remembered as well", async () => {
    const log = remembering();
    let asked = 0;
    const read = (): Promise<null> => {
      asked += 1;
      return Promise.resolve(null);
    };
    expect(await calls(log).once("x", read)).toBeNull();
    expect(await calls(log).once("x", read)).toBeNull();
    expect(asked).toBe(1);
  });

  test("that failed is not remembered", async () => {
    const log = remembering();
    await expect(calls(log).once("x", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(log.answers.size).toBe(0);
  });
});

test("no more run at a time than are allowed, in order; one that fails gives its place to the next", async () => {
  const limit = createLimiter(2);
  const began: number[] = [];
  let [running, most] = [0, 0];
  const tasks = Array.from({ length: 7 }, (_, index) =>
    limit(async () => {
      began.push(index);
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      if (index % 2 === 0) {
        throw new Error(`task ${index}`);
      }
    }),
  );
  const results = await Promise.allSettled(tasks);
  expect(most).toBe(2);
  expect(began).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(results.map(({ status }) => status)).toEqual(
    [0, 1, 2, 3, 4, 5, 6].map((index) => (index % 2 === 0 ? "rejected" : "fulfilled")),
  );
});
