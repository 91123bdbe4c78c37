import { TerraformElement } from "../framework";
import type { Construct, TerraformResource } from "../framework";

/**
 * Imports an existing thing as a resource. The framework's own way runs `terraform version` while the app
 * is synthesized, which is to need no Terraform.
 */
export class ImportBlock extends TerraformElement {
  constructor(
    scope: Construct,
    id: string,
    private readonly resource: TerraformResource,
    private readonly existingId: string,
  ) {
    super(scope, id);
  }

  override toTerraform(): object {
    const { terraformResourceType, friendlyUniqueId } = this.resource;
    return { import: [{ to: `${terraformResourceType}.${friendlyUniqueId}`, id: this.existingId }] };
  }
}
