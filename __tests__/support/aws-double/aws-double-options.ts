import type { EffectivePolicyFunction } from "./effective/effective-policy-function";
import type { OrganizationSeed } from "./organization-seed";
import type { SeedResource } from "./services/inventory/inventory-store";
import type { SimulateAction } from "./services/iam/iam";
import type { AdmitPolicy } from "./services/organizations/context";

/** How a double starts; everything has a default. */
export interface AwsDoubleOptions {
  /** The organization that exists already. Default: none, so that CreateOrganization can make one. */
  readonly seed?: OrganizationSeed;
  /** The resources of all accounts, for the services that list them. Default: none. */
  readonly resources?: readonly SeedResource[];
  /** Default: any free port. */
  readonly port?: number;
  /** The account of access keys that the double did not make. Default: the seed's management account, or 111111111111. */
  readonly defaultAccountId?: string;
  /** Access keys and their accounts. */
  readonly accessKeys?: Readonly<Record<string, string>>;
  /** Milliseconds since 1970. Default: the computer's clock. */
  readonly clock?: () => number;
  /** How effective policies are merged and when they are invalid. Default: merged without validation. */
  readonly effectivePolicy?: EffectivePolicyFunction;
  /** How long a change takes to reach the effective policy, in milliseconds. Default 0: the next request sees it. */
  readonly publicationDelay?: number;
  /** What CreatePolicy and UpdatePolicy refuse. Default: what AWS refuses in a backup policy, and for other types what is not a JSON object. */
  readonly admitPolicy?: AdmitPolicy;
  /** Items a page of an Organizations list. Default and maximum: 20. */
  readonly pageSize?: number;
  /** Begin every Organizations list with an empty page that has a token. Default: false. */
  readonly emptyFirstPages?: boolean;
  /** Answer with `State` and `Paths` of accounts and `Path` of organizational units. Default: true. */
  readonly entityPaths?: boolean;
  /** Answers SimulatePrincipalPolicy. Default: everything is allowed. */
  readonly simulate?: SimulateAction;
  /** More managed policies of AWS that exist, path and name: `service-role/SomePolicy`. */
  readonly awsManagedPolicies?: readonly string[];
}
