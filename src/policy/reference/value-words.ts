import type { GrammarNode } from "../grammar/node";
import type { ValueSpec } from "../grammar/value-spec";
import { QUOTAS } from "../quotas";

/** What stands under a key, in a few words for the reference page. */
export function nodeWords(node: GrammarNode): string {
  switch (node.kind) {
    case "fixed":
      return "container";
    case "named": {
      const maximum = node.maximum === undefined ? "" : `, at most ${QUOTAS[node.maximum].limit}`;
      return `container by ${node.placeholder}${maximum}`;
    }
    case "single":
      return valueWords(node.value);
    case "list": {
      const maximum = node.maximum === undefined ? "" : `, at most ${QUOTAS[node.maximum].limit}`;
      return `list${maximum}; each ${valueWords(node.members)}`;
    }
  }
}

function valueWords(spec: ValueSpec): string {
  switch (spec.type) {
    case "integer":
      return `whole number of ${spec.unit} from ${spec.minimum}`;
    case "boolean":
      return "`true` or `false`";
    case "enumeration":
      return spec.values.map((value) => `\`${value}\``).join(" or ");
    case "text":
      return `${spec.means}, ${spec.shortest} to ${spec.longest} characters`;
    case "pattern":
      return `${spec.means.replaceAll(/\$\w+|aws:ResourceTag\//g, "`$&`")}; \`${spec.example}\``;
    case "region":
      return "a Region code";
    case "resource-type":
      return "`*` or a resource pattern";
    case "schedule":
      return "cron expression in UTC; `cron(0 5 ? * * *)`";
  }
}
