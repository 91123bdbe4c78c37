import { spawnSync } from "node:child_process";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..");

/** Runs the command line as `$ORG_BACKUP` in a shell, with the environment of a CI job. */
function shell(script: string): { readonly stdout: string; readonly stderr: string } {
  const main = join(ROOT, "src", "cli", "main.ts");
  const { stdout, stderr } = spawnSync("bash", ["-c", script], {
    cwd: ROOT,
    encoding: "utf8",
    env: {
      ...process.env,
      ORG_BACKUP: `${process.execPath} --import tsx ${main}`,
      CI: "true",
      FORCE_COLOR: "1",
    },
  });
  return { stdout, stderr };
}

const REVIEW = "plan --org stacks/organization.yaml --move payments-api-prod=Root";

describe("the process", () => {
  test("keeps its status where the reader of its output closes early", () => {
    const { stdout, stderr } = shell(
      `for threshold in notice none; do $ORG_BACKUP ${REVIEW} --include-policies --format json --fail-on $threshold | true; echo \${PIPESTATUS[0]}; done`,
    );
    expect([stdout, stderr]).toEqual(["2\n0\n", ""]);
  }, 60_000);

  test("ends with 1 where standard output cannot be written", () => {
    const { stdout, stderr } = shell(`$ORG_BACKUP ${REVIEW} --fail-on none > /dev/full; echo $?`);
    expect(stdout).toBe("1\n");
    expect(stderr).toMatch(/^error: Standard output cannot be written: ENOSPC/m);
  }, 60_000);

  test("prints no colour into pipes and files in CI, whatever the environment says of colour", () => {
    const { stdout } = shell(
      `$ORG_BACKUP ${REVIEW} --out /dev/stdout; $ORG_BACKUP ${REVIEW}; $ORG_BACKUP plan --help; $ORG_BACKUP help snapshot`,
    );
    expect(stdout.length).toBeGreaterThan(5000);
    expect(stdout).not.toContain("\u001b");
  }, 60_000);
});
