import { execFileSync, spawn } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { installedPackage } from "../../packaging/consumer";

const ROOT = join(__dirname, "..", "..", "..");
const TSX = require.resolve("tsx");

const BASH = ["bash", "--noprofile", "--norc", "-eo", "pipefail"];

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

/** What a program needs on this machine to reach the registry. */
export const NETWORK = Object.fromEntries(
  Object.entries(process.env).filter(([name]) =>
    /^(?:https?_proxy|no_proxy|all_proxy|node_extra_ca_certs|ssl_cert_(?:file|dir))$/i.test(name),
  ),
);

let npm: Readonly<Record<string, string>> | undefined;

/** The user's settings of npm, and what npm has downloaded before. */
function npmSettings(): Readonly<Record<string, string>> {
  const setting = (name: string): string =>
    execFileSync("npm", ["config", "get", name], { encoding: "utf8" }).trim();
  return (npm ??= {
    npm_config_cache: setting("cache"),
    npm_config_userconfig: setting("userconfig"),
    npm_config_prefer_offline: "true",
  });
}

export interface ScriptRun {
  readonly status: number | null;
  readonly output: string;
}

/**
 * A user's repository in a folder of its own, in which the scripts of recipes run in a real shell. `npx
 * org-backup` is the installed tarball; everything else that a recipe calls is written down and does nothing,
 * unless the test says what.
 */
export class Workshop {
  readonly folder: string;
  private readonly bin = mkdtempSync(join(tmpdir(), "org-backup-bin-"));
  private readonly callsFile = join(this.bin, "calls.txt");

  /** @param name of the folder, that of the repository */
  constructor(name = "platform") {
    this.folder = join(mkdtempSync(join(tmpdir(), "org-backup-recipe-")), name);
    cpSync(join(ROOT, "stacks", "organization.yaml"), this.path("stacks/organization.yaml"));
    writeFileSync(this.callsFile, "");
    this.stub(
      "npx",
      `case "$1" in
        org-backup) shift; exec "${join(installedPackage(), "node_modules", ".bin", "org-backup")}" "$@" ;;
        cdktf)
          if [ "$2" = synth ]; then
            rm -rf cdktf.out; cp -R "${synthesizedExample()}" cdktf.out
            if [ "$(basename "$PWD")" != base ] && [ -f removed.mjs ]; then "${process.execPath}" removed.mjs; fi
          fi ;;
        *) echo "npx $1 is no part of the project" >&2; exit 1 ;;
      esac`,
    );
    // What the repository depends on is there; anything else is installed.
    this.stub("npm", `[ "$1" = ci ] || PATH="\${PATH#*:}" exec npm "$@"`);
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
  async run(
    script: string,
    environment: Readonly<Record<string, string>> = {},
    shell: readonly string[] = BASH,
  ): Promise<ScriptRun> {
    const [program = "", ...flags] = shell;
    const child = spawn(program, [...flags, "-c", script], {
      cwd: this.folder,
      env: {
        PATH: `${this.bin}:${process.env.PATH ?? ""}`,
        HOME: dirname(this.folder),
        ...NETWORK,
        ...npmSettings(),
        ...environment,
      },
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
