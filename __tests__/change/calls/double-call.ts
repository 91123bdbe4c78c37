import * as backup from "@aws-sdk/client-backup";
import * as iam from "@aws-sdk/client-iam";
import * as organizations from "@aws-sdk/client-organizations";
import type { Call, NamedAt, WrittenContent } from "../../../src/change/call";
import type { Identifier } from "../../../src/change/identifier";
import type { OrganizationData } from "../../../src/organization/model";
import type { AwsDouble } from "../../support/aws-double/aws-double";
import type { OrganizationSeed } from "../../support/aws-double/organization-seed";

const REGION = "eu-central-1";

/** Ids as AWS spells them: what looks like no id at all is refused for another reason than what does not exist. */
function awsId(id: string): string {
  const [kind = "", name = ""] = id.split(/-(.*)/);
  switch (kind) {
    case "p":
      return `p-${name.padEnd(10, "x")}`;
    case "ou":
      return `ou-root-${name.padEnd(8, "x")}`;
    default:
      return id;
  }
}

/** The seed of a double that holds the same organization. */
export function seedOf(data: OrganizationData): OrganizationSeed {
  const { settings, root, organizationalUnits, accounts, policies, attachments } = data;
  return {
    organization: {
      id: settings.id,
      managementAccountId: settings.managementAccountId ?? "000000000001",
      enabledPolicyTypes: [...(settings.enabledPolicyTypes ?? [])],
      trustedServices: [...(settings.trustedServices ?? [])],
      delegatedAdministrators: (settings.delegatedAdministrators ?? []).map(
        ({ accountId, servicePrincipals }) => ({ accountId, servicePrincipals: [...servicePrincipals] }),
      ),
    },
    root,
    organizationalUnits: organizationalUnits.map(({ id, name, parentId }) => ({
      id: awsId(id),
      name,
      parentId: awsId(parentId),
    })),
    accounts: accounts.map(({ id, name, parentId, state }) => ({
      id,
      name,
      parentId: awsId(parentId),
      state,
    })),
    policies: policies.map(({ id, name, content }) => ({ id: awsId(id), name, content: textOf(content) })),
    attachments: attachments.map(({ targetId, policyIds }) => ({
      targetId: awsId(targetId),
      policyIds: policyIds.map(awsId),
    })),
  };
}

/** Makes one call against a double with AWS's own client. */
export async function callDouble(double: AwsDouble, call: Call, managementAccountId: string): Promise<void> {
  const client = (accountId: string): organizations.OrganizationsClientConfig => ({
    region: REGION,
    endpoint: double.endpoint,
    maxAttempts: 1,
    credentials: double.credentialsFor(accountId),
  });
  const { organizations: command, backup: ofBackup, iam: ofIam } = commandOf(double, call);
  if (command !== undefined) {
    await new organizations.OrganizationsClient(client(managementAccountId)).send(command as never);
  } else if (ofBackup !== undefined) {
    await new backup.BackupClient(client(accountOf(ofBackup.at))).send(ofBackup.command as never);
  } else if (ofIam !== undefined) {
    await new iam.IAMClient(client(accountOf(ofIam.at))).send(ofIam.command as never);
  } else {
    throw new RangeError(`${call.operation} has no command here`);
  }
}

interface Commands {
  readonly organizations?: object;
  readonly backup?: { readonly command: object; readonly at: NamedAt };
  readonly iam?: { readonly command: object; readonly at: NamedAt };
}

function commandOf(double: AwsDouble, call: Call): Commands {
  switch (call.operation) {
    case "CreatePolicy":
      return {
        organizations: new organizations.CreatePolicyCommand({
          Name: call.name,
          Type: call.policyType as organizations.PolicyType,
          Content: textOf(call.content),
          Description: call.description ?? "",
        }),
      };
    case "UpdatePolicy":
      return {
        organizations: new organizations.UpdatePolicyCommand({
          PolicyId: known(call.policyId),
          ...(call.name === undefined ? {} : { Name: call.name }),
          ...(call.content === undefined ? {} : { Content: textOf(call.content) }),
        }),
      };
    case "DeletePolicy":
      return { organizations: new organizations.DeletePolicyCommand({ PolicyId: known(call.policyId) }) };
    case "AttachPolicy":
    case "DetachPolicy": {
      const Command =
        call.operation === "AttachPolicy"
          ? organizations.AttachPolicyCommand
          : organizations.DetachPolicyCommand;
      const input = { PolicyId: known(call.policyId), TargetId: known(call.targetId) };
      return { organizations: new Command(input) };
    }
    case "CreateOrganizationalUnit":
      return {
        organizations: new organizations.CreateOrganizationalUnitCommand({
          ParentId: known(call.parentId),
          Name: call.name,
        }),
      };
    case "UpdateOrganizationalUnit":
      return {
        organizations: new organizations.UpdateOrganizationalUnitCommand({
          OrganizationalUnitId: known(call.unitId),
          Name: call.name,
        }),
      };
    case "DeleteOrganizationalUnit":
      return {
        organizations: new organizations.DeleteOrganizationalUnitCommand({
          OrganizationalUnitId: known(call.unitId),
        }),
      };
    case "MoveAccount": {
      const accountId = known(call.accountId);
      const parentId = double.state.organizations.current?.accounts.get(accountId)?.parentId;
      return {
        organizations: new organizations.MoveAccountCommand({
          AccountId: accountId,
          SourceParentId:
            call.sourceParentId === undefined ? (parentId ?? "r-root") : known(call.sourceParentId),
          DestinationParentId: known(call.destinationParentId),
        }),
      };
    }
    case "RemoveAccountFromOrganization":
      return {
        organizations: new organizations.RemoveAccountFromOrganizationCommand({
          AccountId: known(call.accountId),
        }),
      };
    case "CloseAccount":
      return { organizations: new organizations.CloseAccountCommand({ AccountId: known(call.accountId) }) };
    case "EnablePolicyType":
    case "DisablePolicyType": {
      const Command =
        call.operation === "EnablePolicyType"
          ? organizations.EnablePolicyTypeCommand
          : organizations.DisablePolicyTypeCommand;
      const input = { RootId: "r-root", PolicyType: known(call.policyType) as organizations.PolicyType };
      return { organizations: new Command(input) };
    }
    case "RegisterDelegatedAdministrator":
    case "DeregisterDelegatedAdministrator": {
      const Command =
        call.operation === "RegisterDelegatedAdministrator"
          ? organizations.RegisterDelegatedAdministratorCommand
          : organizations.DeregisterDelegatedAdministratorCommand;
      const input = { AccountId: known(call.accountId), ServicePrincipal: call.servicePrincipal };
      return { organizations: new Command(input) };
    }
    case "PutResourcePolicy":
      return { organizations: new organizations.PutResourcePolicyCommand({ Content: textOf(call.content) }) };
    case "DeleteOrganization":
      return { organizations: new organizations.DeleteOrganizationCommand({}) };
    case "CreateBackupVault":
      return {
        backup: {
          command: new backup.CreateBackupVaultCommand({ BackupVaultName: call.vault.name }),
          at: call.vault,
        },
      };
    case "DeleteBackupVault":
      return {
        backup: {
          command: new backup.DeleteBackupVaultCommand({ BackupVaultName: call.vault.name }),
          at: call.vault,
        },
      };
    case "CreateRole":
      return {
        iam: {
          command: new iam.CreateRoleCommand({
            RoleName: call.role.name,
            Path: call.role.path,
            AssumeRolePolicyDocument: TRUST,
          }),
          at: call.role,
        },
      };
    default:
      return {};
  }
}

/** Whom the roles of the double trust. */
export const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "backup.amazonaws.com" }, Action: "sts:AssumeRole" }],
});

function known(identifier: Identifier): string {
  if (typeof identifier !== "string") {
    throw new RangeError("an id that is known only after apply");
  }
  return awsId(identifier);
}

export function accountOf({ place: { accounts } }: NamedAt): string {
  return accounts.kind === "account" ? accounts.accountId : "000000000001";
}

function textOf(content: WrittenContent): string {
  switch (content.kind) {
    case "known":
      return content.text ?? JSON.stringify(content.value);
    case "not-a-document":
      return content.text;
    case "unknown":
      throw new RangeError("content that is known only after apply");
  }
}
