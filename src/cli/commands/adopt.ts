import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { OrgBackupError } from "../../org-backup-error";
import type { Organization } from "../../organization/organization";
import { adoptFiles } from "../../render/adopt/adopt-files";
import { counted } from "../../text/counted";
import { escapeControl } from "../../text/escape-control";
import { organizationFileText } from "../../sources/write-organization-file";
import type { ExitStatus, CliContext } from "../cli-context";
import { organizationOf, withLiveOrganization } from "../read-organization";
import type { OrganizationOptions } from "../read-organization";
import { writeFileWhole } from "../write-output";

export interface AdoptOptions extends OrganizationOptions {
  readonly out: string;
  readonly from: string;
  readonly providerRegion: string;
  readonly manageOrganization?: boolean;
  readonly force?: boolean;
}

/** `org-backup adopt`: code and import blocks for what exists. */
export async function adopt(given: AdoptOptions, host: CliContext): Promise<ExitStatus> {
  if (given.force !== true && existsSync(given.out) && readdirSync(given.out).length > 0) {
    throw new OrgBackupError("usage", "The folder is not empty: nothing is written.", {
      where: given.out,
      hint: "Name another folder with --out, or write over it with --force.",
    });
  }
  const options = await withLiveOrganization(given, host);
  const organization = organizationOf(options);
  const files = adoptFiles(organization, {
    from: options.from,
    region: options.providerRegion,
    manageOrganization: options.manageOrganization === true,
    at: host.now(),
  });
  for (const [path, text] of files) {
    writeFileWhole(join(options.out, path), text);
  }
  writeFileWhole(
    join(options.out, "organization.yaml"),
    organizationFileText(
      organization.data,
      "yaml",
      "The organization when its policies were taken under code.",
    ),
  );
  host.stdout(summary(organization, options.out));
  return 0;
}

function summary(organization: Organization, out: string): string {
  const attachments = organization.attachments.reduce((sum, { policyIds }) => sum + policyIds.length, 0);
  const unknown = organization.attachments.filter(({ order }) => order === "unknown").length;
  const lines = [
    `Wrote ${escapeControl(out)}: ${counted(organization.policies.length, "policy", "policies")} and ${counted(attachments, "attachment")}, each with its import block.`,
    ...(unknown === 0
      ? []
      : [
          `The order of attachment is not known on ${counted(unknown, "target")}: org-backup verify --fix-order can find it.`,
        ]),
    "Next: synthesize main.ts, then terraform plan. It must say: to import, and 0 to add, 0 to change, 0 to destroy.",
  ];
  return `${lines.join("\n")}\n`;
}
