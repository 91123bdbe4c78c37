import type { Level } from "../effective/inherit";
import { levelsOf } from "../organization/effective-policies";
import type { Organization } from "../organization/organization";

/** The levels of many accounts; those of an OU are put together once. */
export class Levels {
  private readonly known = new Map<string, readonly Level[]>();

  constructor(private readonly organization: Organization) {}

  of(accountId: string): readonly Level[] {
    const parentId = this.organization.target(accountId)?.parentId;
    return parentId !== undefined && this.organization.attached(accountId).policies.length === 0
      ? this.ofUnit(parentId)
      : levelsOf(this.organization, accountId);
  }

  private ofUnit(id: string): readonly Level[] {
    let levels = this.known.get(id);
    if (levels === undefined) {
      levels = levelsOf(this.organization, id);
      this.known.set(id, levels);
    }
    return levels;
  }
}
