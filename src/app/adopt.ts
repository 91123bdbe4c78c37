import { adoptFiles } from "../render/adopt/adopt-files";
import type { AdoptOptions } from "../render/adopt/adopt-options";
import { organizationFileText } from "../sources/write-organization-file";
import type { Organization } from "../organization/organization";

/**
 * The files that take an organization's policies under code, by their path: TypeScript, import blocks, the organization.
 *
 * @param options `takenAt` is when the organization was read; undefined if it says so itself
 */
export function adopt(
  organization: Organization,
  { takenAt, ...options }: AdoptOptions & { readonly takenAt?: Date },
): ReadonlyMap<string, string> {
  const comment = "The organization when its policies were taken under code.";
  const { settings: read } = organization.data;
  const settings = takenAt === undefined ? read : { ...read, takenAt: takenAt.toISOString() };
  return new Map([
    ...adoptFiles(organization, options),
    ["organization.yaml", organizationFileText({ ...organization.data, settings }, "yaml", comment)],
  ]);
}
