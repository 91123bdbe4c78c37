import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeFiles } from "../../src/files/write-files";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "several-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const TWO = new Map([
  ["app/stacks/main.ts", "one"],
  ["package.json", "two"],
]);

describe("several files", () => {
  it("are written with their folders", async () => {
    await writeFiles(join(folder, "new"), TWO);
    expect(readFileSync(join(folder, "new", "app", "stacks", "main.ts"), "utf8")).toBe("one");
    expect(readFileSync(join(folder, "new", "package.json"), "utf8")).toBe("two");
  });

  it("are removed again if one of them cannot be written, and their folders too", async () => {
    mkdirSync(join(folder, "package.json"));
    await expect(writeFiles(folder, TWO)).rejects.toMatchObject({ where: join(folder, "package.json") });
    expect(readdirSync(folder)).toEqual(["package.json"]);
  });

  it("leave what was there before", async () => {
    mkdirSync(join(folder, "app", "stacks"), { recursive: true });
    writeFileSync(join(folder, "app", "stacks", "main.ts"), "old");
    writeFileSync(join(folder, "app", "mine.ts"), "mine");
    mkdirSync(join(folder, "package.json"));
    await expect(writeFiles(folder, TWO)).rejects.toThrow("This is a folder");
    expect(existsSync(join(folder, "app", "stacks", "main.ts"))).toBe(true);
    expect(readFileSync(join(folder, "app", "mine.ts"), "utf8")).toBe("mine");
  });
});
