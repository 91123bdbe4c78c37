import type { NotSeen, Resource } from "../../../organization/inventory";
import type { JsonObject } from "../../../text/json";
import { RecordProblem } from "../../inventory/inventory-record";
import type { PageReader } from "../organizations-api";
import type { ReadLog } from "../read-log";
import type { ReadProgress } from "../read-progress";
import { isRemembered, rememberedItems } from "../resumable";
import type { ResumableCalls } from "../resumable";

/** What an inventory is to show. */
export interface InventoryScope {
  /** The accounts that are active. */
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
}

/** Where resources of the whole organization can be read. */
export interface ResourceSource {
  /** `AWS Config aggregator "organization" in eu-central-1` */
  readonly name: string;
  readonly blindSpots: readonly string[];
  /** Whether only the Regions of the scope are read. */
  readonly isRegional?: true;
  /** Reads all lists of the source; what it does not show is the answer. */
  readonly read: (reader: InventoryReader, scope: InventoryScope) => Promise<readonly NotSeen[]>;
}

/** As many resources as AWS gives: no list of one source may be cut short. */
const LIMITS = { pages: 1_000_000, emptyPages: 1000 };

/** A resource in the log, or what is wrong with it; null for what AWS Backup does not back up. */
type Kept = JsonObject | string | null;

/** Reads lists of resources into the log, and gives the resources of all lists from there. */
export class InventoryReader {
  private readonly keys = new Set<string>();
  private unreadable = 0;

  constructor(
    readonly calls: ResumableCalls,
    private readonly log: ReadLog,
    private readonly progress: ReadProgress,
  ) {}

  /** What was given and is not readable: it is not in the list. */
  get notSeen(): readonly NotSeen[] {
    return this.unreadable === 0
      ? []
      : [{ why: `AWS gave ${this.unreadable} entries without a readable ARN` }];
  }

  /** Whether an interrupted run has read a list to its end. */
  isRead(key: string): boolean {
    return isRemembered(this.log, key);
  }

  /** @param resourceOf undefined for resources that are left out */
  async list<T>(
    key: string,
    read: PageReader<T>,
    resourceOf: (item: T) => Resource | undefined,
  ): Promise<void> {
    let [found, unreadable] = [0, 0];
    const keep = (item: T): Kept => keptOf(() => resourceOf(item));
    await this.calls.pages(
      key,
      read,
      keep,
      {
        page: (items) => {
          const resources = items.filter(isResource).length;
          found += resources;
          unreadable += items.filter((item) => typeof item === "string").length;
          this.progress.found("resources", resources);
        },
        restart: () => {
          this.progress.found("resources", -found);
          [found, unreadable] = [0, 0];
        },
      },
      LIMITS,
    );
    this.keys.add(key);
    this.unreadable += unreadable;
  }

  /** The resources of all lists, in the order of their keys, each time from the beginning. */
  get resources(): Iterable<Resource> {
    const [keys, log] = [[...this.keys].toSorted(), this.log];
    return {
      *[Symbol.iterator]() {
        for (const key of keys) {
          for (const item of rememberedItems<Kept>(log, key)) {
            if (isResource(item)) {
              yield item as unknown as Resource;
            }
          }
        }
      },
    };
  }
}

function isResource(item: Kept): item is JsonObject {
  return item !== null && typeof item !== "string";
}

function keptOf(read: () => Resource | undefined): Kept {
  try {
    const resource = read();
    return resource === undefined ? null : (resource as unknown as JsonObject);
  } catch (error) {
    if (error instanceof RecordProblem) {
      return error.message;
    }
    throw error;
  }
}
