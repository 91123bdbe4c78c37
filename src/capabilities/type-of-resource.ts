import { parseArn } from "../text/arn";
import { RESOURCE_KINDS } from "./resource-kinds";
import type { ResourceKind } from "./resource-kinds";

/** What an ARN tells of the type of a resource. */
export interface TypeOfResource {
  /** The id of the kind (`ebs`) if there is only one, else service and form of the ARN: `rds:cluster`, `lambda:function`. */
  readonly id: string;
  /** For lists: `EBS`, or the id if several kinds share the form. */
  readonly name: string;
  /** The kinds with such an ARN; several if they share a form, none if AWS Backup does not back up the type. */
  readonly kinds: readonly ResourceKind[];
}

/** The type of a resource by its ARN; undefined for a text that is no ARN. */
export function typeOfResource(arn: string): TypeOfResource | undefined {
  const parsed = parseArn(arn);
  if (parsed === undefined) {
    return undefined;
  }
  const { service, region, accountId, resource } = parsed;
  const form = formOf(service, resource);
  const isGlobal = region === "" && accountId === "";
  const key = `${service}:${form}${isGlobal ? " global" : ""}`;
  const type = known.get(key) ?? newType(service, form, isGlobal);
  known.set(key, type);
  return type;
}

/** Types are few and resources are many. */
const known = new Map<string, TypeOfResource>();

const FORMS = RESOURCE_KINDS.map((kind) => {
  const [service = "", region = "", , ...resource] = kind.pattern.split(":");
  return { kind, service, isGlobal: region === "", form: resource.join(":").replace(/[:/]?\*$/, "") };
});

function newType(service: string, form: string, isGlobal: boolean): TypeOfResource {
  const kinds = FORMS.filter(
    (each) => each.service === service && each.form === form && each.isGlobal === isGlobal,
  ).map(({ kind }) => kind);
  const [first, ...others] = kinds;
  const only = others.length === 0 ? first : undefined;
  const id = only?.id ?? joined(service, form);
  return { id, name: only?.name ?? id, kinds };
}

/** `volume` of `volume/vol-1`, `cluster` of `cluster:orders`, nothing of a bucket's name. */
function formOf(service: string, resource: string): string {
  const end = resource.search(/[:/]/);
  if (service === "s3") {
    return end === -1 ? "" : "object";
  }
  // Names without a form, such as those of SNS topics, are no types.
  const form = end === -1 ? "" : resource.slice(0, end);
  // An index, stream, backup or export of a table begins like the table.
  const part = service === "dynamodb" ? /^table\/[^/]+\/([^/]+)/.exec(resource)?.[1] : undefined;
  return part === undefined ? form : `${form}-${part}`;
}

function joined(service: string, form: string): string {
  return form === "" ? service : `${service}:${form}`;
}
