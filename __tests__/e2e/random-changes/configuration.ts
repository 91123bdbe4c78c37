export const ROOT_ID = "r-abcd";
export const EXISTING_UNITS = {
  base: "ou-abcd-11111111",
  prod: "ou-abcd-22222222",
  sand: "ou-abcd-33333333",
} as const;

/** What is there from the start in an organization that exists. */
const EXISTING_TARGETS: readonly string[] = [ROOT_ID, ...Object.values(EXISTING_UNITS), "222222222222"];

/** What attachments and accounts point to. */
export type TargetRef =
  | { readonly kind: "root" }
  | { readonly kind: "unit"; readonly key: string }
  | { readonly kind: "account"; readonly key: string }
  | { readonly kind: "id"; readonly id: string };

export interface Unit {
  name: string;
  parent: TargetRef;
  createBeforeDestroy?: boolean;
}

export interface Account {
  name: string;
  email: string;
  /** Undefined if the code leaves the parent out. */
  parent: TargetRef | undefined;
  closes: boolean;
}

export type Repeat = "none" | "for_each" | "count" | "module";

export interface PolicyMember {
  /** Of `for_each` and of the module. */
  key: string;
  name: string;
  content: string;
}

/** One block of policies. */
export interface PolicyGroup {
  repeat: Repeat;
  type: string;
  skipDestroy: boolean;
  createBeforeDestroy: boolean;
  members: PolicyMember[];
}

export type PolicyRef =
  | { readonly kind: "member"; readonly group: string; readonly key: string }
  | { readonly kind: "id"; readonly id: string };

export interface AttachmentMember {
  key: string;
  policy: PolicyRef;
  target: TargetRef;
}

/** How a repeated block of attachments names policies. */
export type AttachmentStyle =
  /** `for_each` holds the expressions. */
  | "each.value"
  /** `for_each` is a local value that holds the expressions. */
  | "local"
  /** `for_each` holds keys of one repeated block of policies. */
  | "keys";

/** One block of attachments. */
export interface AttachmentGroup {
  repeat: Exclude<Repeat, "module">;
  style: AttachmentStyle;
  skipDestroy: boolean;
  createBeforeDestroy?: boolean;
  /** Waits for every attachment block before it. */
  waits: boolean;
  members: AttachmentMember[];
}

export interface Vault {
  name: string;
  forceDestroy: boolean;
  lock: { min: number; max: number | undefined; changeableForDays: number | undefined } | undefined;
}

export interface Role {
  name: string;
  trustsBackup: boolean;
}

/** A configuration of an organization, from which Terraform code is written. Edits change a copy. */
export interface Configuration {
  syntax: "json" | "hcl";
  /** Undefined in a workspace that names everything of the organization by its id. */
  organization:
    | {
        /** Undefined if the argument is left out. */
        principals: string[] | undefined;
        types: string[] | undefined;
      }
    | undefined;
  units: Record<string, Unit>;
  accounts: Record<string, Account>;
  policies: Record<string, PolicyGroup>;
  attachments: Record<string, AttachmentGroup>;
  administrators: Record<string, { account: string; principal: string }>;
  vaults: Record<string, Vault>;
  roles: Record<string, Role>;
  globalSettings: Record<string, string> | undefined;
  optIn: Record<string, boolean> | undefined;
  /** For one plan only. */
  moved: { from: string; to: string }[];
  /** Leaves the state and stays in AWS; for one plan only. */
  forgotten: string[];
  imports: { to: string; id: string }[];
  /** Further arguments of `terraform plan`, for one plan only. */
  flags: string[];
}

export function policyAddress({ repeat }: PolicyGroup, block: string, key: string, index: number): string {
  switch (repeat) {
    case "none":
      return `aws_organizations_policy.${block}`;
    case "for_each":
      return `aws_organizations_policy.${block}[${JSON.stringify(key)}]`;
    case "count":
      return `aws_organizations_policy.${block}[${index}]`;
    case "module":
      return `module.${block}[${JSON.stringify(key)}].aws_organizations_policy.this`;
  }
}

export function attachmentAddress(
  { repeat }: AttachmentGroup,
  block: string,
  key: string,
  index: number,
): string {
  const address = `aws_organizations_policy_attachment.${block}`;
  switch (repeat) {
    case "none":
      return address;
    case "for_each":
      return `${address}[${JSON.stringify(key)}]`;
    case "count":
      return `${address}[${index}]`;
  }
}

/** Every policy of the code. */
export function policiesOf(
  configuration: Configuration,
): readonly { readonly block: string; readonly group: PolicyGroup; readonly member: PolicyMember }[] {
  return Object.entries(configuration.policies).flatMap(([block, group]) =>
    group.members.map((member) => ({ block, group, member })),
  );
}

/** Every attachment of the code. */
export function attachmentsOf(
  configuration: Configuration,
): readonly { readonly block: string; readonly group: AttachmentGroup; readonly member: AttachmentMember }[] {
  return Object.entries(configuration.attachments).flatMap(([block, group]) =>
    group.members.map((member) => ({ block, group, member })),
  );
}

/** Every place that an attachment can go to, and an OU or account too if only parents are asked for. */
export function targetsOf(
  { organization, units, accounts }: Configuration,
  parentsOnly = false,
): readonly TargetRef[] {
  if (organization === undefined) {
    return EXISTING_TARGETS.map((id) => ({ kind: "id", id }));
  }
  return [
    { kind: "root" },
    ...Object.keys(units).map((key): TargetRef => ({ kind: "unit", key })),
    ...(parentsOnly ? [] : Object.keys(accounts).map((key): TargetRef => ({ kind: "account", key }))),
  ];
}
