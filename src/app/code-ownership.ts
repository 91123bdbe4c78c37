import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { OrgBackupError } from "../org-backup-error";
import type { ManagedPolicies, OwnedResources, Ownership, OwnershipSource } from "../change/ownership";
import type { Organization } from "../organization/organization";
import { existingResources } from "../sources/declared/declared-change";
import type { DeclaredResources } from "../sources/declared/declared-resources";
import { managedPolicyIds, ownedByTags } from "../sources/declared/policy-ownership";
import { ownedByStates } from "../sources/declared/state-ownership";
import type { ReadState } from "../sources/declared/state-ownership";
import { managedPoliciesIn } from "../sources/managed-policies";
import type { StackJson } from "../sources/synthesized/stack-json";
import { localStateFile, stackNamedBy } from "../sources/synthesized/stack-states";
import { SynthesizedCode } from "../sources/synthesized/synthesized-code";
import { readTerraformState } from "../sources/terraform-state/terraform-state";

/** What says which policies Terraform manages; a plan needs none of it. */
export interface OwnershipRequest {
  /** Terraform states: files of `terraform show -json`, or state files. */
  readonly states?: readonly string[] | undefined;
  /** The synthesized code of the target branch. */
  readonly base?: string | undefined;
  /** The policies that Terraform manages, or all of them. */
  readonly manages?: ManagedPolicies | undefined;
}

/** The configuration file stands beside the output of the target branch. */
const CONFIGURATION_FILE = "org-backup.yaml";

/**
 * Reads the states that a review of synthesized code uses: those that are given, else the local ones that the
 * stacks themselves name and that exist.
 *
 * @throws OrgBackupError (`input`)
 */
export function readStates(
  stacks: readonly StackJson[],
  files: readonly string[] = [],
): readonly ReadState[] {
  if (files.length > 0) {
    return files.map((file) => ({ file, stack: stackNamedBy(file), resources: readTerraformState(file) }));
  }
  return stacks.flatMap((stack) => {
    const file = localStateFile(stack);
    return file === undefined || !existsSync(file)
      ? []
      : [{ file, stack: stack.name, resources: readTerraformState(file) }];
  });
}

/**
 * What Terraform manages, by the most exact source that there is.
 *
 * @param baseCode what the code of the target branch declares; undefined if it is not given
 */
export function codeOwnership(
  baseCode: DeclaredResources | undefined,
  stacks: readonly StackJson[],
  current: Organization,
  declared: DeclaredResources,
  states: readonly ReadState[],
  { base, manages }: OwnershipRequest,
): Ownership {
  const byState = ownedByStates(
    states,
    declared,
    stacks.map(({ name }) => name),
  );
  const byBase = baseCode === undefined ? undefined : existingResources(current, baseCode);
  const undecided = baseCode === undefined ? [] : undecidedBlocks(baseCode, declared, byState);
  const ofBase = base === undefined ? undefined : managesOf(base);
  const narrowed = narrowedNames(current, ofBase, manages);
  const resources = byBase === undefined ? byState : withBase(byState, byBase);
  const listed = new Set(
    [ofBase, manages].flatMap((list) => (list === undefined ? [] : [...managedPolicyIds(current, list)])),
  );
  const facts = {
    ...(narrowed.length === 0 ? {} : { narrowed }),
    ...(undecided.length === 0 ? {} : { undecided }),
  };
  const found = coversPolicies(byState, declared)
    ? source({ kind: "state", files: states.map(({ file }) => file) })
    : base !== undefined
      ? source({ kind: "base", directory: base }, listed)
      : policySource(current, declared, manages, listed);
  const isByAddress = resources.policies.size + resources.exactStacks.size > 0 || base !== undefined;
  return isByAddress
    ? { by: "address", resources, ...found, ...facts }
    : { by: "policy", ...found, ...facts };
}

/**
 * What decides which instances the target branch has of blocks that the code has not, or has with other
 * instances: they leave, and only apply knows which they are.
 */
function undecidedBlocks(
  base: DeclaredResources,
  head: DeclaredResources,
  { exactStacks }: OwnedResources,
): readonly string[] {
  const now = head.open?.policies;
  const blocks = [...(base.open?.policies ?? [])].flatMap(([address, { decidedBy }]) =>
    exactStacks.has(stackIn(address)) || now?.get(address)?.decidedBy === decidedBy ? [] : [decidedBy],
  );
  const modules = [...(base.modules ?? [])].filter(
    (module) => !exactStacks.has(stackIn(module)) && head.modules?.has(module) !== true,
  );
  return [...new Set([...blocks, ...modules])];
}

function stackIn(address: string): string {
  return address.slice(0, address.indexOf("/"));
}

interface Found {
  readonly source: OwnershipSource;
  readonly policyIds: ReadonlySet<string>;
}

function source(kind: OwnershipSource, policyIds: ReadonlySet<string> = new Set()): Found {
  return { source: kind, policyIds };
}

function policySource(
  current: Organization,
  declared: DeclaredResources,
  manages: ManagedPolicies | undefined,
  listed: ReadonlySet<string>,
): Found {
  const tagged = ownedByTags(current, declared);
  if (tagged !== undefined) {
    return tagged;
  }
  return manages === undefined
    ? source({ kind: "none" })
    : source({ kind: "manages", policies: manages, where: CONFIGURATION_FILE }, listed);
}

/** Whether states show what becomes of backup policies: those of OUs or roles alone do not. */
function coversPolicies({ policies, exactStacks }: OwnedResources, declared: DeclaredResources): boolean {
  const stacks = new Set(declared.policies.map(({ address }) => stackIn(address)));
  return policies.size > 0 || (stacks.size > 0 && [...stacks].every((stack) => exactStacks.has(stack)));
}

/** A state shows more than the code of the target branch: that counts for all other stacks. */
function withBase(byState: OwnedResources, byBase: OwnedResources): OwnedResources {
  const merged = <T>(exact: ReadonlyMap<string, T>, base: ReadonlyMap<string, T>): ReadonlyMap<string, T> =>
    new Map([...[...base].filter(([address]) => !byState.exactStacks.has(stackIn(address))), ...exact]);
  return {
    policies: merged(byState.policies, byBase.policies),
    attachments: merged(byState.attachments, byBase.attachments),
    organizationalUnits: merged(byState.organizationalUnits, byBase.organizationalUnits),
    accounts: byState.accounts,
    exactStacks: byState.exactStacks,
    ...(byState.stored === undefined ? {} : { stored: byState.stored }),
  };
}

/**
 * Reads the code of the target branch.
 *
 * @throws OrgBackupError (`usage`, `input`)
 */
export function readBase(base: string, directory: string): SynthesizedCode {
  if (base === directory) {
    throw new OrgBackupError("usage", "--base names the code under review itself.", {
      where: base,
      hint: "Name the output of `cdktf synth` of the target branch.",
    });
  }
  return SynthesizedCode.read(base);
}

function managesOf(base: string): ManagedPolicies | undefined {
  const file = join(dirname(base), CONFIGURATION_FILE);
  return existsSync(file) ? managedPoliciesIn(file) : undefined;
}

/** Policies that the list of the target branch names and the one of this branch does not. */
function narrowedNames(
  { policies }: Organization,
  base: ManagedPolicies | undefined,
  head: ManagedPolicies | undefined,
): readonly string[] {
  if (base === undefined || head === "all") {
    return [];
  }
  const names = base === "all" ? policies.map(({ name }) => name) : base;
  return names.filter((name) => head?.includes(name) !== true);
}
