/** The manifest that `cdktf synth` writes for stacks of these names. */
export function cdktfManifest(
  names: readonly string[],
  dependencies: (index: number) => readonly string[] = () => [],
): string {
  const stacks = names.map((name, index) => [
    name,
    {
      name,
      constructPath: name,
      workingDirectory: `stacks/${name}`,
      synthesizedStackPath: `stacks/${name}/cdk.tf.json`,
      annotations: [],
      dependencies: dependencies(index),
    },
  ]);
  return JSON.stringify({ version: "0.21.0", stacks: Object.fromEntries(stacks) as object });
}
