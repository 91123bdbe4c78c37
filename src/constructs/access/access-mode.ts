import type { TerraformElement } from "../framework";

/** What a mode of trusted access gives to the construct. */
export interface AccessMode {
  /** References to the ids. */
  readonly rootId: string;
  readonly organizationId: string;
  readonly managementAccountId: string;
  /** What policies and settings wait for. */
  readonly elements: readonly TerraformElement[];
  /** Called with all services that need trusted access, AWS Backup included, whenever one is added. */
  readonly useServices: (principals: readonly string[]) => void;
}
