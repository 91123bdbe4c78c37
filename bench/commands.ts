import { spawnSync } from "node:child_process";
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bigOrganizationFile, TEN_THOUSAND } from "./big-organization";
import { cdktfManifest } from "./cdktf-manifest";
import { medianOf, report } from "./measure";
import { MAIN } from "./processor-time";

export interface BigFile {
  readonly root: { readonly id: string };
  readonly policies: readonly { readonly id: string; readonly name: string; readonly content: object }[];
  readonly attachments: readonly { readonly targetId: string; readonly policyIds: readonly string[] }[];
}

/** Whole commands on 10,000 accounts, as a user starts them, against parsing their files; needs `npm run build`. */
export function benchCommands(): void {
  const folder = mkdtempSync(join(tmpdir(), "bench-plan-"));
  const file = bigOrganizationFile(TEN_THOUSAND) as unknown as BigFile;
  const org = join(folder, "organization.json");
  const text = JSON.stringify(file, undefined, 2);
  writeFileSync(org, text);
  writeCode(folder, file);
  const bare = medianOf(5, () =>
    run("-e", `JSON.parse(require("node:fs").readFileSync(${JSON.stringify(org)}))`),
  );
  const effective = medianOf(5, () => run(MAIN, "effective", "--org", org, "--account", "100000000100"));
  const plan = medianOf(5, () => run(MAIN, "plan", folder, "--org", org, "--fail-on", "none"));
  report("effective --account, 10000 accounts", {
    "node with JSON.parse ms": bare,
    "command ms": effective,
    ratio: effective / bare,
  });
  report("plan, 10000 accounts, root change", {
    "node with JSON.parse ms": bare,
    "command ms": plan,
    ratio: plan / bare,
    "peak MB": peakMegabytes("plan", folder, "--org", org, "--fail-on", "none"),
  });
  rmSync(folder, { recursive: true, force: true });
}

/** What `cdktf synth` would write for the same policies, with shorter retention in the one on the root. */
export function writeCode(folder: string, { root, policies, attachments }: BigFile): void {
  const changed = attachments.find(({ targetId }) => targetId === root.id)?.policyIds[0];
  const label = (name: string): string => name.replaceAll("-", "_");
  const policyResources = policies.map(({ id, name, content }) => {
    const text = JSON.stringify(content);
    const shortened = text.replaceAll(/("delete_after_days":\{"@@assign":)"\d+"/g, '$1"3"');
    return [label(id), { name, type: "BACKUP_POLICY", content: id === changed ? shortened : text }] as const;
  });
  const attachmentResources = attachments.flatMap(({ targetId, policyIds }) =>
    policyIds.map((id, index) => {
      const before = policyIds[index - 1];
      const dependsOn =
        before === undefined ? [] : [`aws_organizations_policy_attachment.${label(`${targetId}-${before}`)}`];
      return [
        label(`${targetId}-${id}`),
        {
          policy_id: `\${aws_organizations_policy.${label(id)}.id}`,
          target_id: targetId,
          depends_on: dependsOn,
        },
      ] as const;
    }),
  );
  const stack = join(folder, "stacks", "policies");
  mkdirSync(stack, { recursive: true });
  writeFileSync(join(folder, "manifest.json"), cdktfManifest(["policies"]));
  const resource = {
    aws_organizations_policy: Object.fromEntries(policyResources),
    aws_organizations_policy_attachment: Object.fromEntries(attachmentResources),
  };
  writeFileSync(join(stack, "cdk.tf.json"), JSON.stringify({ resource }, undefined, 2));
}

function peakMegabytes(...args: readonly string[]): number {
  const script = `
    process.argv = [process.argv[0], ${JSON.stringify(MAIN)}, ...${JSON.stringify(args)}];
    process.on("exit", () => process.stderr.write("PEAK " + process.resourceUsage().maxRSS));
    require(${JSON.stringify(MAIN)});`;
  const { stderr } = spawnSync(process.execPath, ["-e", script], { encoding: "utf8", cwd: tmpdir() });
  return Number(/PEAK (\d+)/.exec(stderr)?.[1] ?? Number.NaN) / 1000;
}

function run(...args: readonly string[]): void {
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8", cwd: tmpdir() });
  if (status !== 0) {
    throw new Error(stderr);
  }
}
