import { execFileSync, spawn, spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pack, ROOT } from "../packaging/packed";
import { NETWORK } from "./support/workshop";

// Installations take their time on a busy machine.
jest.setTimeout(600_000);

interface Instruction {
  readonly name: string;
  readonly text: string;
}

/** The instructions of each stage. */
function stages(): ReadonlyMap<string, readonly Instruction[]> {
  const found = new Map<string, Instruction[]>();
  let stage: Instruction[] = [];
  for (const line of readFileSync(join(ROOT, "Containerfile"), "utf8").replaceAll("\\\n", " ").split("\n")) {
    const [, name = "", text = ""] = /^([A-Z]+) (.*)$/.exec(line) ?? [];
    if (name === "FROM") {
      stage = [{ name, text }];
      found.set(/ AS (\S+)$/.exec(text)?.[1] ?? "", stage);
    } else if (name !== "") {
      stage.push({ name, text });
    }
  }
  return found;
}

const built = stages();
const textsOf = (stage: string, name: string): readonly string[] =>
  (built.get(stage) ?? []).filter((each) => each.name === name).map(({ text }) => text);
const commandOf = (stage: string, name: string): readonly string[] =>
  JSON.parse(textsOf(stage, name)[0]?.replace(/^.*?\[/, "[") ?? "[]") as readonly string[];

/** Nobody's: as in the image, commands may write in their own folder only. */
const ORDINARY = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

describe("the Containerfile", () => {
  let home: string;
  let environment: Readonly<Record<string, string>>;

  /** Its RUN commands in an empty folder, as an ordinary user, with the tarball. */
  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), "container-home-"));
    const tarball = join(mkdtempSync(join(tmpdir(), "container-tarball-")), basename(pack().tarball));
    copyFileSync(pack().tarball, tarball);
    chmodSync(join(tarball, ".."), 0o755);
    if (ORDINARY.uid !== undefined) {
      execFileSync("chown", [`${ORDINARY.uid}:${ORDINARY.gid}`, home]);
    }
    const [path = ""] = textsOf("base", "ENV").filter((text) => text.startsWith("PATH="));
    environment = {
      ...(NETWORK as Record<string, string>),
      HOME: home,
      NODE_ENV: "production",
      PATH: path
        .slice(5)
        .replace("/home/node", home)
        .replace("$PATH", process.env.PATH ?? ""),
    };
    for (const command of textsOf("base", "RUN")) {
      const script = command.replace(/cdktf-org-backup@[\d.]+/, `"${tarball}"`);
      const { status, stderr } = spawnSync("/bin/sh", ["-c", script], {
        ...ORDINARY,
        cwd: home,
        env: environment,
        encoding: "utf8",
      });
      expect([status, status === 0 ? "" : stderr]).toEqual([0, ""]);
    }
  });

  it("stands on a tagged image, installs the version of the release, and runs as an ordinary user", () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
    expect(textsOf("base", "FROM")[0]).toMatch(
      /^docker\.io\/library\/node:\d+\.\d+\.\d+-bookworm-slim AS base$/,
    );
    expect(textsOf("base", "RUN")[0]).toContain(` cdktf-org-backup@${version} `);
    const names = (built.get("base") ?? []).map(({ name }) => name);
    expect(textsOf("base", "USER")).toEqual(["node"]);
    expect(names.indexOf("USER")).toBeLessThan(names.indexOf("RUN"));
    expect([...built.values()].flat().filter(({ name }) => name === "COPY" || name === "ADD")).toEqual([]);
    // Without --target the last stage is built.
    expect([...built.keys()]).toEqual(["base", "run-task", "cli"]);
  });

  it("leaves nothing of npm but the package", () => {
    expect(execFileSync("ls", ["-A", home], { encoding: "utf8" })).toBe("org-backup\n");
  });

  it("starts the command line", () => {
    const run = (...args: readonly string[]): ReturnType<typeof spawnSync> => {
      const [program = "", ...flags] = commandOf("cli", "ENTRYPOINT");
      return spawnSync(program, [...flags, ...args], { ...ORDINARY, env: environment, encoding: "utf8" });
    };
    expect(run(...commandOf("cli", "CMD"))).toMatchObject({ status: 0 });
    const folder = mkdtempSync(join(tmpdir(), "container-work-"));
    chmodSync(folder, 0o755);
    copyFileSync(join(ROOT, "stacks", "organization.yaml"), join(folder, "organization.yaml"));
    expect(
      run("effective", "--org", join(folder, "organization.yaml"), "--account", "111111111111").status,
    ).toBe(0);
  });

  it("serves run tasks, and its health check tells whether it does", async () => {
    const port = await freePort();
    const folder = join(home, "..", `${basename(home)}-work`);
    mkdirSync(folder);
    const check = (): number | null => {
      const [program = "", ...args] = commandOf("run-task", "HEALTHCHECK").map((part) =>
        part.replace("8080", String(port)),
      );
      return spawnSync(program, args, { ...ORDINARY, env: environment }).status;
    };
    expect(check()).toBe(1);
    const [program = "", ...flags] = commandOf("run-task", "ENTRYPOINT");
    const server = spawn(program, [...flags, "--port", String(port)], {
      ...ORDINARY,
      cwd: folder,
      env: { ...environment, ORG_BACKUP_HMAC_KEY: "k".repeat(32) },
    });
    const log = await new Promise<string>((resolve) =>
      server.stdout.once("data", (data) => resolve(String(data))),
    );
    expect(JSON.parse(log.split("\n")[0] ?? "")).toMatchObject({ address: `http://0.0.0.0:${port}` });
    expect(check()).toBe(0);
    expect(textsOf("run-task", "EXPOSE")).toEqual(["8080"]);
    server.kill("SIGTERM");
    const status = await new Promise((resolve) => server.once("close", resolve));
    expect(status).toBe(0);
    expect(check()).toBe(1);
  });
});
