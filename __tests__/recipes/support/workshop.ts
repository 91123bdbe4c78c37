import { execFileSync, spawn } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const ROOT = join(__dirname, "..", "..", "..");
const MAIN = join(ROOT, "src", "cli", "main.ts");
const TSX = require.resolve("tsx");

let synthesized: string | undefined;

/** The example's stacks, synthesized once. */
export function synthesizedExample(): string {
  if (synthesized === undefined) {
    synthesized = mkdtempSync(join(tmpdir(), "org-backup-synth-"));
    execFileSync(process.execPath, ["--import", TSX, join(ROOT, "stacks", "main.ts")], {
      cwd: ROOT,
      env: { ...process.env, CDKTF_OUTDIR: synthesized },
    });
  }
  return synthesized;
}

export interface ScriptRun {
  readonly status: number | null;
  readonly output: string;
}

/**
 * A user's repository in a folder of its own, in which the scripts of recipes run in a real shell. `npx
 * org-backup` is this package; everything else that a recipe calls is written down and does nothing, unless
 * the test says what.
 */
export class Workshop {
  readonly folder = mkdtempSync(join(tmpdir(), "org-backup-recipe-"));
  private readonly bin = mkdtempSync(join(tmpdir(), "org-backup-bin-"));
  private readonly callsFile = join(this.bin, "calls.txt");

  constructor() {
    cpSync(join(ROOT, "stacks", "organization.yaml"), this.path("stacks/organization.yaml"));
    writeFileSync(this.callsFile, "");
    this.stub(
      "npx",
      `case "$1" in
        org-backup) shift; exec "${process.execPath}" --import "${TSX}" "${MAIN}" "$@" ;;
        cdktf)
          if [ "$2" = synth ]; then
            rm -rf cdktf.out; cp -R "${synthesizedExample()}" cdktf.out
            if [ "$(basename "$PWD")" != base ] && [ -f removed.mjs ]; then "${process.execPath}" removed.mjs; fi
          fi ;;
        *) echo "npx $1 is no part of the project" >&2; exit 1 ;;
      esac`,
    );
    this.stub("npm", "true");
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  /** A real repository whose origin/main holds the folder as it is. */
  async withRepository(): Promise<void> {
    await this.run(
      `git init --quiet -b main; git add .; git -c user.name=a -c user.email=a@example.com commit --quiet -m one
       git remote add origin "$PWD"; git fetch --quiet origin`,
    );
  }

  /** The id of the repository's commit. */
  get commit(): string {
    return execFileSync("git", ["rev-parse", "HEAD"], { cwd: this.folder, encoding: "utf8" }).trim();
  }

  /** The code under review no longer declares a policy; that of the target branch, in `base`, still does. */
  removePolicyFromCode(name: string): void {
    this.write(
      "removed.mjs",
      `import { readFileSync, writeFileSync } from "node:fs";
       const file = "cdktf.out/stacks/backup-policies/cdk.tf.json";
       const code = JSON.parse(readFileSync(file, "utf8"));
       const policies = code.resource.aws_organizations_policy;
       const [key] = Object.entries(policies).find(([, { name }]) => name === ${JSON.stringify(name)});
       delete policies[key];
       const attachments = code.resource.aws_organizations_policy_attachment;
       for (const [label, block] of Object.entries(attachments)) {
         block.depends_on = block.depends_on?.filter((each) => !each.includes(key));
         if (block.policy_id.includes(key)) delete attachments[label];
       }
       writeFileSync(file, JSON.stringify(code));`,
    );
  }

  /** A program that recipes call: the call is written down, then the script runs. */
  stub(name: string, script: string): void {
    const file = join(this.bin, name);
    writeFileSync(
      file,
      `#!/usr/bin/env bash\nprintf '%s\\n' "${name} $*" >> "${this.callsFile}"\n${script}\n`,
    );
    chmodSync(file, 0o755);
  }

  write(name: string, text: string): void {
    mkdirSync(dirname(this.path(name)), { recursive: true });
    writeFileSync(this.path(name), text);
  }

  read(name: string): string {
    return readFileSync(this.path(name), "utf8");
  }

  has(name: string): boolean {
    return existsSync(this.path(name));
  }

  get calls(): readonly string[] {
    return readFileSync(this.callsFile, "utf8")
      .split("\n")
      .filter((line) => line !== "");
  }

  /** Runs a script with the shell options of CI services. */
  async run(script: string, environment: Readonly<Record<string, string>> = {}): Promise<ScriptRun> {
    const child = spawn("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], {
      cwd: this.folder,
      env: { PATH: `${this.bin}:${process.env.PATH ?? ""}`, HOME: this.folder, ...environment },
    });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
    const status = await new Promise<number | null>((resolve) => child.on("close", resolve));
    return { status, output };
  }
}

/** Whether bash can read a script; the complaint where it cannot. */
export function bashComplaint(script: string): string {
  try {
    execFileSync("bash", ["-n"], { input: script, stdio: ["pipe", "ignore", "pipe"] });
    return "";
  } catch (error) {
    return String((error as { readonly stderr?: Buffer }).stderr);
  }
}
