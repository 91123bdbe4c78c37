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

/** What AWS Backup backs up are these parts: the tables of a Timestream database, not the database. */
const PARTS: Readonly<Record<string, string | undefined>> = { storagegateway: "volume", timestream: "table" };
/** Services in which a part of a resource begins like the resource. */
const WITH_PARTS = new Set([...Object.keys(PARTS), "dynamodb"]);

const FORMS = RESOURCE_KINDS.map((kind) => {
  const [service = "", region = "", , ...resource] = kind.pattern.split(":");
  const form = withPart(resource.join(":").replace(/[:/]?\*$/, ""), PARTS[service]);
  return { kind, service, isGlobal: region === "", form };
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
  const part = WITH_PARTS.has(service) ? /^[^/]+\/[^/]+\/([^/]+)/.exec(resource)?.[1] : undefined;
  return withPart(form, part);
}

/** An index, stream, backup or export of a table is `table-index` and so on. */
function withPart(form: string, part: string | undefined): string {
  return part === undefined ? form : `${form}-${part}`;
}

function joined(service: string, form: string): string {
  return form === "" ? service : `${service}:${form}`;
}
