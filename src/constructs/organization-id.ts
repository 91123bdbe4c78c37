import { AppRegistry } from "./app-registry";
import { constructError } from "./construct-error";
import type { IConstruct } from "./framework";

/**
 * The id of the organization: given, in the organization file, or read by the app's access construct.
 *
 * @throws OrgBackupError (`input`) where nothing tells it
 */
export function organizationIdOf(construct: IConstruct, given: string | undefined): string {
  const { organization, access } = AppRegistry.of(construct);
  const id = given ?? organization?.settings.id ?? access?.organizationId;
  if (id === undefined) {
    throw constructError(
      construct,
      "The id of the organization is not known.",
      "Give organizationId, or create a BackupOrganization or an OrganizationBackupAccess first.",
    );
  }
  return id;
}

/**
 * The id of the management account, from the same places.
 *
 * @throws OrgBackupError (`input`) where nothing tells it
 */
export function managementAccountIdOf(construct: IConstruct, given: string | undefined): string {
  const { organization, access } = AppRegistry.of(construct);
  const id = given ?? organization?.settings.managementAccountId ?? access?.managementAccountId;
  if (id === undefined) {
    throw constructError(
      construct,
      "The id of the management account is not known.",
      "Give managementAccountId, or create a BackupOrganization or an OrganizationBackupAccess first.",
    );
  }
  return id;
}
