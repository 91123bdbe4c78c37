import type { AwsError } from "../aws-error";
import type { DecodedRequest, HttpReply, HttpRequest, Protocol } from "./protocol";
import { escapeXml, toXml } from "./xml";

type Tree = Map<string, Tree | string>;

/** The query protocol: a form with `Action=Operation`, answered in XML. */
export class QueryProtocol implements Protocol {
  constructor(private readonly namespace: string) {}

  decode(request: HttpRequest): DecodedRequest | undefined {
    const form = new URLSearchParams(request.body.length > 0 ? request.body.toString("utf8") : request.query);
    const operation = form.get("Action");
    if (operation === null) {
      return undefined;
    }
    const tree: Tree = new Map();
    for (const [name, value] of form) {
      if (name !== "Action" && name !== "Version") {
        plant(tree, name.split("."), value);
      }
    }
    return { operation, parameters: recordOf(tree) };
  }

  result(operation: string, output: unknown, requestId: string): HttpReply {
    return this.reply(
      200,
      `<${operation}Response xmlns="${this.namespace}">${toXml(`${operation}Result`, output)}` +
        `<ResponseMetadata>${toXml("RequestId", requestId)}</ResponseMetadata></${operation}Response>`,
      requestId,
    );
  }

  error(error: AwsError, requestId: string): HttpReply {
    const type = error.status < 500 ? "Sender" : "Receiver";
    return this.reply(
      error.status,
      `<ErrorResponse xmlns="${this.namespace}"><Error><Type>${type}</Type><Code>${escapeXml(error.code)}</Code>` +
        `<Message>${escapeXml(error.message)}</Message></Error>${toXml("RequestId", requestId)}</ErrorResponse>`,
      requestId,
    );
  }

  private reply(status: number, body: string, requestId: string): HttpReply {
    return { status, headers: { "content-type": "text/xml", "x-amzn-requestid": requestId }, body };
  }
}

function plant(tree: Tree, path: readonly string[], value: string): void {
  const [head = "", ...rest] = path;
  if (rest.length === 0) {
    tree.set(head, value);
    return;
  }
  let branch = tree.get(head);
  if (!(branch instanceof Map)) {
    branch = new Map<string, Tree | string>();
    tree.set(head, branch);
  }
  plant(branch, rest, value);
}

function valueOf(node: Tree | string): unknown {
  if (typeof node === "string") {
    return node;
  }
  const members = node.get("member");
  if (members instanceof Map) {
    return inOrder(members).map(valueOf);
  }
  const entries = node.get("entry");
  if (entries instanceof Map) {
    const map: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
    for (const entry of inOrder(entries)) {
      if (entry instanceof Map) {
        map[String(valueOf(entry.get("key") ?? ""))] = valueOf(entry.get("value") ?? "");
      }
    }
    return map;
  }
  return recordOf(node);
}

function inOrder(numbered: Tree): readonly (Tree | string)[] {
  return [...numbered].sort(([left], [right]) => Number(left) - Number(right)).map(([, node]) => node);
}

function recordOf(tree: Tree): Record<string, unknown> {
  const record: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [name, node] of tree) {
    record[name] = valueOf(node);
  }
  return record;
}
