import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface FixtureStack {
  readonly dependencies?: readonly string[];
  readonly json: object;
}

/** Writes what `cdktf synth` writes: a manifest and one `cdk.tf.json` a stack. */
export function synthesizedFixture(stacks: Readonly<Record<string, FixtureStack>>): string {
  const directory = mkdtempSync(join(tmpdir(), "cdktf-out-"));
  const entries = Object.entries(stacks).map(([name, { dependencies = [], json }]) => {
    const folder = join("stacks", name);
    mkdirSync(join(directory, folder), { recursive: true });
    writeFileSync(join(directory, folder, "cdk.tf.json"), JSON.stringify(json));
    return [
      name,
      { name, synthesizedStackPath: join(folder, "cdk.tf.json"), workingDirectory: folder, dependencies },
    ];
  });
  writeFileSync(
    join(directory, "manifest.json"),
    JSON.stringify({ version: "0.21.0", stacks: Object.fromEntries(entries) as object }),
  );
  return directory;
}
