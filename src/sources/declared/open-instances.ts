import { keyOfInstance, withoutIndexes } from "../../change/ownership";
import type { DeclaredResources, OpenBlock } from "./declared-resources";
import type { OwnedThings } from "./owned-things";

/**
 * The code with the instances that Terraform manages of blocks whose instances only apply knows: each of them
 * may stay, and is then what the block says of it.
 */
export function withOpenInstances(declared: DeclaredResources, owned: OwnedThings): DeclaredResources {
  const { open } = declared;
  return open === undefined
    ? declared
    : {
        ...declared,
        policies: [...declared.policies, ...instances(open.policies, owned.policies)],
        attachments: [...declared.attachments, ...instances(open.attachments, owned.attachments)],
        organizationalUnits: [
          ...declared.organizationalUnits,
          ...instances(open.organizationalUnits, owned.units),
        ],
        accounts: [...declared.accounts, ...instances(open.accounts, owned.accounts)],
      };
}

function instances<T>(
  blocks: ReadonlyMap<string, OpenBlock<T>>,
  owned: ReadonlyMap<string, unknown>,
): readonly T[] {
  return [...owned.keys()].flatMap((address) => {
    const [block, key] = [blocks.get(withoutIndexes(address)), keyOfInstance(address)];
    return block === undefined || key === undefined ? [] : [block.at(key)];
  });
}
