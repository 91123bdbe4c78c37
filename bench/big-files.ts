import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bigOrganizationFile } from "./big-organization";
import type { BigOrganizationSize } from "./big-organization";
import { cdktfManifest } from "./cdktf-manifest";
import { planJson } from "./doubling/plan-inputs";
import { ATTACHMENT, declared, TYPE } from "./doubling/terraform-parts";

interface BigFile {
  readonly root: { readonly id: string };
  readonly organizationalUnits: readonly { readonly id: string }[];
  readonly policies: readonly { readonly id: string; readonly name: string; readonly content: object }[];
  readonly attachments: readonly { readonly targetId: string; readonly policyIds: readonly string[] }[];
}

/** Which policies a change shortens the retention of: the one on the root, one on an OU, all of them. */
export type ChangedPolicies = "root" | "unit" | "all";

/** A large organization on the disk, with code and plans that change it. */
export class BigFiles {
  readonly organization: string;
  private readonly file: BigFile;

  constructor(
    private readonly folder: string,
    size: BigOrganizationSize,
  ) {
    mkdirSync(folder, { recursive: true });
    this.file = bigOrganizationFile(size) as unknown as BigFile;
    this.organization = join(folder, "organization.json");
    writeFileSync(this.organization, JSON.stringify(this.file, undefined, 2));
  }

  /** One file for each policy. */
  policies(): readonly string[] {
    return this.file.policies.map(({ id, content }) => {
      const path = join(this.folder, `${id}.json`);
      writeFileSync(path, JSON.stringify(content, undefined, 1));
      return path;
    });
  }

  /** What `cdktf synth` would write for the same policies, with shorter retention in some; the folder of it. */
  code(changed: ChangedPolicies): string {
    const { policies, attachments } = this.file;
    const changes = this.changes(changed);
    const policyResources = policies.map(
      ({ id, name, content }) =>
        [label(id), { name, type: "BACKUP_POLICY", content: contentText(content, changes(id)) }] as const,
    );
    const attachmentResources = attachments.flatMap(({ targetId, policyIds }) =>
      policyIds.map((id, index) => {
        const before = policyIds[index - 1];
        const dependsOn = before === undefined ? [] : [`${ATTACHMENT}.${label(`${targetId}-${before}`)}`];
        return [
          label(`${targetId}-${id}`),
          { policy_id: `\${${TYPE}.${label(id)}.id}`, target_id: targetId, depends_on: dependsOn },
        ] as const;
      }),
    );
    const folder = join(this.folder, changed);
    const stack = join(folder, "stacks", "policies");
    mkdirSync(stack, { recursive: true });
    writeFileSync(join(folder, "manifest.json"), cdktfManifest(["policies"]));
    const resource = {
      [TYPE]: Object.fromEntries(policyResources),
      [ATTACHMENT]: Object.fromEntries(attachmentResources),
    };
    writeFileSync(join(stack, "cdk.tf.json"), JSON.stringify({ resource }, undefined, 2));
    return folder;
  }

  /** A plan of Terraform that manages the policies and shortens the retention in some. */
  plan(changed: ChangedPolicies): string {
    const changes = this.changes(changed);
    const planned = this.file.policies.map(({ id, name, content }) => {
      const existing = declared(name, JSON.stringify(content), { id });
      return {
        type: TYPE,
        name: label(id),
        before: existing,
        after: changes(id) ? declared(name, contentText(content, true), { id }) : existing,
      };
    });
    const path = join(this.folder, `${changed}.tfplan.json`);
    writeFileSync(path, planJson(planned));
    return path;
  }

  private changes(changed: ChangedPolicies): (id: string) => boolean {
    const { root, organizationalUnits, attachments } = this.file;
    const units = new Set(organizationalUnits.map(({ id }) => id));
    const attached =
      changed === "root"
        ? attachments.find(({ targetId }) => targetId === root.id)
        : attachments.findLast(({ targetId }) => units.has(targetId));
    return (id) => changed === "all" || id === attached?.policyIds[0];
  }
}

const label = (name: string): string => name.replaceAll("-", "_");

function contentText(content: object, isChanged: boolean): string {
  const text = JSON.stringify(content);
  return isChanged ? text.replaceAll(/("delete_after_days":\{"@@assign":)"\d+"/g, '$1"3"') : text;
}
