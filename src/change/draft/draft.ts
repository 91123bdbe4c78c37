import type { BackupEnvironment } from "../../organization/backup-environment";
import type { Organization } from "../../organization/organization";
import { EnvironmentDraft } from "./environment-draft";
import { OrganizationDraft } from "./organization-draft";

/** What calls act on. */
export class Draft {
  readonly organization: OrganizationDraft;
  readonly environment: EnvironmentDraft;

  constructor(
    organization: Organization,
    environment: BackupEnvironment,
    /** AWS checks some rules of a policy against the time of the call. */
    readonly at: Date,
    /** True if the source shows part of the organization only: what is missing may exist. */
    readonly isPartial: boolean,
  ) {
    this.organization = new OrganizationDraft(organization);
    this.environment = new EnvironmentDraft(environment);
  }
}
