import { spawnSync } from "node:child_process";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..");
const MAIN = join(ROOT, "src", "cli", "main.ts");

/** Runs the command line as `$ORG_BACKUP` in a shell, with the environment of a CI job. */
function shell(script: string): { readonly stdout: string; readonly stderr: string } {
  const { stdout, stderr } = spawnSync("bash", ["-c", script], {
    cwd: ROOT,
    encoding: "utf8",
    env: {
      ...process.env,
      ORG_BACKUP: `${process.execPath} --import tsx ${MAIN}`,
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

  test.each([
    `${REVIEW} --fail-on none`,
    "effective --org stacks/organization.yaml --format json",
    "help snapshot",
    "plan --help",
  ])(
    "ends with 1 where standard output is full or closed: %s",
    (command) => {
      const { stdout, stderr } = shell(
        `exec 3>&1; $ORG_BACKUP ${command} > /dev/full; echo $? >&3; $ORG_BACKUP ${command} >&-; echo $? >&3`,
      );
      expect(stdout).toBe("1\n1\n");
      expect(stderr).toMatch(
        /^error: Standard output cannot be written: ENOSPC.*\nerror: Standard output is closed/m,
      );
    },
    60_000,
  );

  test("keeps its status where the program that starts it discards its output", () => {
    const { stdout, stderr } = shell(
      `$ORG_BACKUP --version > /dev/null; echo $?; $ORG_BACKUP ${REVIEW} --out /dev/null --fail-on none >&-; echo $?`,
    );
    expect([stdout, stderr]).toEqual(["0\n0\n", ""]);
    const args = ["--import", "tsx", MAIN, "--version"];
    expect(spawnSync(process.execPath, args, { cwd: ROOT, stdio: "ignore" }).status).toBe(0);
  }, 60_000);

  test("prints no colour into pipes and files in CI, whatever the environment says of colour", () => {
    const { stdout } = shell(
      `$ORG_BACKUP ${REVIEW} --out /dev/stdout; $ORG_BACKUP ${REVIEW}; $ORG_BACKUP plan --help; $ORG_BACKUP help snapshot`,
    );
    expect(stdout.length).toBeGreaterThan(5000);
    expect(stdout).not.toContain("\u001b");
  }, 60_000);
});
