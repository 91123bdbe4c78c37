/** What a call needs of a thing, and how it leaves it. */
export interface Claim {
  /** The thing: `attachment p-1 r-abcd`, `policy name baseline`. */
  readonly key: string;
  readonly needs?: "present" | "absent";
  readonly leaves?: "present" | "absent";
  /** Whether what is needed is there before the change. */
  readonly initially?: "present" | "absent";
}

export function presence(isPresent: boolean): "present" | "absent" {
  return isPresent ? "present" : "absent";
}

export function needs(key: string, state: "present" | "absent", isPresent: boolean): Claim {
  return { key, needs: state, initially: presence(isPresent) };
}

export function leaves(key: string, state: "present" | "absent"): Claim {
  return { key, leaves: state };
}

/** Makes a thing that must not exist yet. */
export function makes(key: string, isPresent: boolean): Claim {
  return { key, needs: "absent", leaves: "present", initially: presence(isPresent) };
}

/** Ends a thing that must exist. */
export function ends(key: string, isPresent: boolean): Claim {
  return { key, needs: "present", leaves: "absent", initially: presence(isPresent) };
}

/** The things that claims are about, spelled alike by every call. */
export const KEYS = {
  organization: "organization",
  attachment: (policyId: string, targetId: string): string => `attachment ${policyId} ${targetId}`,
  child: (parentId: string, id: string): string => `child ${parentId} ${id}`,
  policy: (id: string): string => `policy ${id}`,
  policyName: (type: string, name: string): string => `policy name ${type} ${name}`,
  policyType: (type: string): string => `policy type ${type}`,
  serviceAccess: (principal: string): string => `service access ${principal}`,
  administrator: (accountId: string, principal: string): string => `administrator ${accountId} ${principal}`,
  target: (id: string): string => `target ${id}`,
  unitName: (parentId: string, name: string): string => `unit name ${parentId} ${name}`,
  vault: (key: string): string => `vault ${key}`,
  role: (key: string): string => `role ${key}`,
} as const;
