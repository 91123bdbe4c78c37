import { TerraformResource } from "../framework";
import type { Construct } from "../framework";
import type { AccessMode } from "./access-mode";
import { BACKUP_PRINCIPAL } from "./access-props";
import type { ServiceAccessResourceProps } from "./access-props";
import { ALL_FEATURES, POLICY_TYPE_ENABLED, readOrganization } from "./verified-organization";

/** Trusted access for one service; the bindings are older than this resource. */
export class OrganizationsAwsServiceAccess extends TerraformResource {
  constructor(
    scope: Construct,
    id: string,
    private readonly servicePrincipal: string,
  ) {
    super(scope, id, {
      terraformResourceType: "aws_organizations_aws_service_access",
      terraformGeneratorMetadata: { providerName: "aws" },
    });
  }

  protected override synthesizeAttributes(): Readonly<Record<string, unknown>> {
    return { service_principal: this.servicePrincipal };
  }
}

/** One resource for each service, and everything else verified. */
export function serviceAccess(scope: Construct, props: ServiceAccessResourceProps): AccessMode {
  const organization = readOrganization(scope, "organization", [ALL_FEATURES, POLICY_TYPE_ENABLED]);
  const elements: AccessMode["elements"][number][] = [organization];
  const managed = new Set<string>();
  return {
    rootId: organization.roots.get(0).id,
    organizationId: organization.id,
    managementAccountId: organization.masterAccountId,
    elements,
    useServices: (principals) => {
      for (const principal of principals) {
        const isOff = props.trustedAccess === "off" && principal === BACKUP_PRINCIPAL;
        if (!isOff && !managed.has(principal)) {
          managed.add(principal);
          elements.push(new OrganizationsAwsServiceAccess(scope, principal.replaceAll(".", "-"), principal));
        }
      }
    },
  };
}
