import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LiveDouble } from "../../support/live-double";

const MAIN = join(__dirname, "..", "..", "..", "src", "cli", "main.ts");

let live: LiveDouble;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "loaded-clients-"));
  live = await LiveDouble.start();
  await live.run("snapshot", "--out", join(folder, "organization.yaml"));
});

afterAll(async () => {
  await live.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The clients of the AWS SDK that a command line loads. */
async function clientsLoadedBy(...args: readonly string[]): Promise<readonly string[]> {
  const script = `
    process.argv = [process.argv[0], ${JSON.stringify(MAIN)}, ...${JSON.stringify(args)}];
    process.on("exit", () => process.stderr.write("\\nLOADED " + JSON.stringify(Object.keys(require.cache))));
    require(${JSON.stringify(MAIN)});
  `;
  const child = spawn(process.execPath, ["--no-warnings", "--import", "tsx", "--eval", script], {
    env: { ...process.env, AWS_ENDPOINT_URL: live.double.endpoint },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let stderr = "";
  child.stderr.on("data", (text: Buffer) => (stderr += text.toString()));
  expect(await new Promise((resolve) => child.once("close", resolve))).toBe(0);
  const [, loaded = "[]"] = /LOADED (.*)$/s.exec(stderr) ?? [];
  const clients = (JSON.parse(loaded) as string[]).flatMap(
    (file) => /@aws-sdk[/\\](client-[^/\\]+)/.exec(file)?.[1] ?? [],
  );
  return [...new Set(clients)].sort();
}

const READING = ["client-organizations", "client-sts"];

test.each<[string, (folder: string) => readonly string[], readonly string[]]>([
  ["snapshot", (at) => ["snapshot", "--out", join(at, "new.yaml")], READING],
  ["verify", () => ["verify", "--live"], READING],
  ["coverage --live", () => ["coverage", "--live"], READING],
  [
    "preflight",
    () => ["preflight", "--fail-on", "none"],
    ["client-backup", "client-cloudformation", "client-iam", ...READING],
  ],
  [
    "adopt of a file",
    (at) => ["adopt", "--org", join(at, "organization.yaml"), "--out", join(at, "adopted")],
    [],
  ],
])("%s loads the clients of the AWS SDK that it uses, and no others", async (_name, args, clients) => {
  expect(await clientsLoadedBy(...args(folder))).toEqual(clients);
});
