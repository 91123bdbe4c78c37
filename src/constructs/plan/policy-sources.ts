import type { JsonValue } from "../../text/json";
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
  private readonly texts: readonly { readonly source: PolicySource; readonly values: ReadonlySet<string> }[];

  /** @param idOf the id of a policy in the proposed organization, by address and name */
  constructor(policies: readonly BackupPolicy[], idOf: (address: string, name: string) => string) {
    this.texts = policies.map(({ node, policy, name, content }) => ({
      source: { where: node.path, id: idOf(addressOf(policy), name) },
      values: content.document === undefined ? new Set() : valuesIn(content.document),
    }));
  }

  /** The first policy that says a role, vault or Region; undefined where no policy of the app does. */
  naming(value: string): PolicySource | undefined {
    return this.texts.find(({ values }) => values.has(value))?.source;
  }
}

/** All texts of a document, and the last part of the ARNs among them. */
function valuesIn(document: JsonValue): ReadonlySet<string> {
  const values = new Set<string>();
  const open: JsonValue[] = [document];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next === "string") {
      values.add(next);
      const [, role] = /^arn:[^:]*:iam::[^:]*:role\/(.+)$/.exec(next) ?? [];
      const [, region, vault] = /^arn:[^:]*:backup:([^:]*):[^:]*:backup-vault:(.+)$/.exec(next) ?? [];
      [role, region, vault].forEach((part) => part !== undefined && values.add(part));
    } else if (typeof next === "object" && next !== null) {
      open.push(...Object.values<JsonValue>(next));
    }
  }
  return values;
}
