import { isJsonObject } from "../../text/json";
import type { JsonObject, JsonValue } from "../../text/json";
import { parseRoleArn } from "../../policy/role-arn";
import { parseVaultArn } from "../../policy/vault-arn";
import type { BackupPolicy } from "../backup-policy";
import { addressOf } from "./declared-by-constructs";

/** The policy of the app that says something. */
export interface PolicySource {
  readonly where: string;
  /** The id in the proposed organization. */
  readonly id: string;
}

/** Which policy of the app says what, for messages. */
export class PolicySources {
  private readonly plans: readonly {
    readonly source: PolicySource;
    readonly values: ReadonlyMap<string, ReadonlySet<string>>;
  }[];

  /** @param idOf the id of a policy in the proposed organization, by address and name */
  constructor(policies: readonly BackupPolicy[], idOf: (address: string, name: string) => string) {
    this.plans = policies.map(({ node, policy, name, content }) => ({
      source: { where: node.path, id: idOf(addressOf(policy), name) },
      values: content.document === undefined ? new Map() : valuesByPlan(content.document),
    }));
  }

  /**
   * The first policy that says one of the values, a role, vault or Region, in a plan; undefined where no
   * policy of the app does.
   *
   * @param path in the merged policy, `plans/daily/...`
   */
  naming(path: string, ...wanted: readonly string[]): PolicySource | undefined {
    const plan = path.split("/")[1] ?? "";
    for (const value of wanted) {
      const found = this.plans.find(({ values }) => values.get(plan)?.has(value));
      if (found !== undefined) {
        return found.source;
      }
    }
    return undefined;
  }
}

/** AWS compares the names of plans without regard to case. */
function valuesByPlan(document: JsonObject): ReadonlyMap<string, ReadonlySet<string>> {
  const plans = Object.entries(document).find(([key]) => key.toLowerCase() === "plans")?.[1];
  return new Map(
    Object.entries(isJsonObject(plans) ? plans : {}).map(([name, plan]) => [
      name.toLowerCase(),
      valuesIn(plan),
    ]),
  );
}

/** All texts of a plan, and the last part of the ARNs among them. */
function valuesIn(plan: JsonValue): ReadonlySet<string> {
  const values = new Set<string>();
  const open: JsonValue[] = [plan];
  for (const next of open) {
    if (typeof next === "string") {
      values.add(next);
      const vault = parseVaultArn(next);
      [parseRoleArn(next)?.role, vault?.region, vault?.vault].forEach(
        (part) => part !== undefined && values.add(part),
      );
    } else if (typeof next === "object" && next !== null) {
      open.push(...Object.values<JsonValue>(next));
    }
  }
  return values;
}
