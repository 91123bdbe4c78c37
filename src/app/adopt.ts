import { adoptFiles } from "../render/adopt/adopt-files";
import type { AdoptOptions } from "../render/adopt/adopt-options";
import { organizationFileText } from "../sources/write-organization-file";
import type { Organization } from "../organization/organization";

/** The files that take an organization's policies under code, by their path: TypeScript, import blocks, the organization. */
export function adopt(organization: Organization, options: AdoptOptions): ReadonlyMap<string, string> {
  const comment = "The organization when its policies were taken under code.";
  return new Map([
    ...adoptFiles(organization, options),
    ["organization.yaml", organizationFileText(organization.data, "yaml", comment)],
  ]);
}
