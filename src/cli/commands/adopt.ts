import { existsSync, readdirSync } from "node:fs";
import { adopt as adoptedFiles } from "../../app/adopt";
import { organizationFrom } from "../../app/organization-source";
import { writeFiles } from "../../files/write-files";
import { OrgBackupError } from "../../org-backup-error";
import type { Organization } from "../../organization/organization";
import { commonOwner } from "../../render/adopt/common-owner";
import { counted } from "../../text/counted";
import { escapeControl } from "../../text/escape-control";
import type { CliContext, ExitStatus } from "../cli-context";
import { APP_FILES, repositoryText, REVIEW_WORKFLOW } from "../init/repository-files";
import { organizationSource } from "../live";
import type { SourceOptions } from "../live";

export interface AdoptOptions extends SourceOptions {
  readonly out: string;
  readonly from: string;
  readonly providerRegion: string;
  readonly manageOrganization?: boolean;
  readonly force?: boolean;
}

/** `org-backup adopt`: code and import blocks for existing policies. */
export async function adopt(options: AdoptOptions, context: CliContext): Promise<ExitStatus> {
  const { out, from, providerRegion: region } = options;
  if (options.force !== true && existsSync(out) && readdirSync(out).length > 0) {
    throw new OrgBackupError("usage", "The folder is not empty: nothing is written.", {
      where: out,
      hint: "Name another folder with --out, or overwrite its files with --force.",
    });
  }
  const organization = organizationFrom(
    // Without the tags of policies, the first plan would remove them.
    await organizationSource(options, context, { tags: true }),
  );
  const files = new Map([
    ...[...APP_FILES, REVIEW_WORKFLOW].map((file) => [file.to, repositoryText(file)] as const),
    ...adoptedFiles(organization, {
      from,
      region,
      manageOrganization: options.manageOrganization === true,
      at: context.now(),
    }),
  ]);
  await writeFiles(out, files);
  context.stdout(summary(organization, out));
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
          `Attachment order is unknown on ${counted(unknown, "target")}: org-backup verify --fix-order can find it.`,
        ]),
    "Next: npm install, npx cdktf synth, then terraform plan. It must say: to import, and 0 to add, 0 to change, 0 to destroy.",
    ...(commonOwner(organization) === undefined
      ? [
          "After terraform apply: set owner in main.ts. It tags the policies, which is the next plan's only change.",
        ]
      : []),
  ];
  return `${lines.join("\n")}\n`;
}
