import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { outputDirectory } from "../../src/app/output-directory";

let folder: string;
let before: string;

beforeEach(() => {
  before = process.cwd();
  folder = mkdtempSync(join(tmpdir(), "output-directory-"));
  process.chdir(folder);
});

afterEach(() => {
  process.chdir(before);
  rmSync(folder, { recursive: true, force: true });
});

describe("the output directory of cdktf synth", () => {
  it("is cdktf.out if there is no cdktf.json", () => {
    expect(outputDirectory()).toBe("cdktf.out");
  });

  it.each([
    ["is cdktf.out if cdktf.json names none", '{"app":"x"}', "cdktf.out"],
    ["is the one that cdktf.json names", '{"output":"build/synth"}', "build/synth"],
  ])("%s", (_name, text, expected) => {
    writeFileSync("cdktf.json", text);
    expect(outputDirectory()).toBe(expected);
  });

  it.each([
    ["a file that is not JSON", "{", "Not a JSON object."],
    ["a list", "[]", "Not a JSON object."],
    ["an output that is not a name", '{"output":7}', '"output" must be the name of a directory, found 7.'],
  ])("is not guessed from %s", (_name, text, message) => {
    writeFileSync("cdktf.json", text);
    expect(() => outputDirectory()).toThrow(
      expect.objectContaining({ code: "input", where: "cdktf.json", message }) as Error,
    );
  });
});
