import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCli } from "../support/run-cli";
import { readPage } from "./support/pages";
import { commandsOf } from "./support/shell";

/** What a new user does first: an organization file of one's own in a folder without code. */
describe("the first review of getting started", () => {
  const { blocks } = readPage("help/getting-started.md");
  const organization = blocks.find(({ meta }) => meta.get("file") === "first.yaml")!;
  const script = blocks.find(({ text }) => text.includes("--org first.yaml --detach"))!;
  const commands = commandsOf(script.language, script.text).map(({ args }) => args);
  const before = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), "first-review-"));

  beforeAll(() => {
    writeFileSync(join(folder, "first.yaml"), organization.text);
    process.chdir(folder);
  });

  afterAll(() => {
    process.chdir(before);
    rmSync(folder, { recursive: true });
  });

  const outcomes: readonly (readonly [status: number, words: string])[] = [
    [2, "error account-unprotected: No backup plan is left"],
    [0, "policy daily: attached to Root"],
    [2, "error account-unprotected: No backup plan is left"],
    [0, "delete_after_days: 35"],
  ];

  it("has an outcome for each command", () => {
    expect(commands).toHaveLength(outcomes.length);
  });

  it.each(outcomes.map(([status, words], index) => [commands[index] ?? [], status, words] as const))(
    "%j ends with %d and says what happens",
    async (args, status, words) => {
      const result = await runCli(...args);
      expect([result.status, result.stderr]).toEqual([status, ""]);
      expect(result.stdout).toContain(words);
    },
  );

  it("without a change is told how to name one", async () => {
    const { status, stderr } = await runCli("plan", "--org", "first.yaml");
    expect(status).toBe(1);
    expect(stderr).toContain("--detach");
  });
});
