import {
  DisableAWSServiceAccessCommand,
  EnableAWSServiceAccessCommand,
  OrganizationsClient,
} from "@aws-sdk/client-organizations";
import { BACKUP_PRINCIPAL } from "../../jobs/trusted-access";
import type { TrustedAccessChange } from "../../jobs/trusted-access";
import type { AwsSession } from "./aws-session";

/**
 * Switches AWS Backup's trusted access on or off. This changes the organization: ask before, see
 * `refusals`.
 *
 * @throws OrgBackupError (`aws`)
 */
export async function writeTrustedAccess(session: AwsSession, change: TrustedAccessChange): Promise<void> {
  const client = await session.client(
    "trusted-access-write",
    (configuration) => new OrganizationsClient(configuration),
  );
  const input = { ServicePrincipal: BACKUP_PRINCIPAL };
  if (change === "enable") {
    await session.call("organizations:EnableAWSServiceAccess", (options) =>
      client.send(new EnableAWSServiceAccessCommand(input), options),
    );
  } else {
    await session.call("organizations:DisableAWSServiceAccess", (options) =>
      client.send(new DisableAWSServiceAccessCommand(input), options),
    );
  }
}
