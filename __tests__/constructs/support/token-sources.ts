import { DataTerraformRemoteStateLocal, TerraformHclModule, TerraformLocal, TerraformVariable } from "cdktf";
import type { TerraformStack } from "../../../src/constructs/framework";
import { Fn, Lazy, Token } from "../../../src/constructs/framework";

/** What a token stands for in these tests: Terraform makes it of every source. */
export type Meant = "text" | "number" | "list" | "document" | "object" | "target" | "targets";

export const DOCUMENT = {
  plans: {
    p: {
      rules: { r: { lifecycle: { delete_after_days: { "@@assign": "35" } } } },
      regions: { "@@assign": ["eu-central-1"] },
    },
  },
};

export const MEANT = {
  text: "gold",
  number: 35,
  list: ["eu-central-1", "eu-west-1"],
  document: JSON.stringify(DOCUMENT),
  object: DOCUMENT,
  target: "ou-abcd-11111111",
  targets: ["ou-abcd-11111111", "ou-abcd-22222222"],
} as const satisfies Record<Meant, unknown>;

/** How a token is written in code; undefined if the source has none of that kind. */
export type Source = (stack: TerraformStack, id: string, meant: Meant) => unknown;

const literal = (meant: Meant): never => MEANT[meant] as never;

/** As an argument of a function: CDKTF does not escape quotation marks there. */
const argument = (meant: Meant): never =>
  (meant === "document" ? Fn.jsonencode(literal("object")) : literal(meant)) as never;

/** Every way in which CDKTF lets a value be known later. */
export const SOURCES: Readonly<Record<string, Source>> = {
  "Fn.conditional": (_stack, _id, meant) => Fn.conditional(true, argument(meant), argument(meant)) as unknown,
  "Fn.jsonencode": (_stack, _id, meant) =>
    meant === "document" ? Fn.jsonencode(literal("object")) : undefined,
  "Fn.element": (_stack, _id, meant) => Fn.element([argument(meant), argument(meant)], 0) as unknown,
  "Fn.lookup": (_stack, _id, meant) =>
    meant === "object" ? undefined : (Fn.lookup({ key: argument(meant) }, "key", argument(meant)) as unknown),
  "Fn.join": (_stack, _id, meant) =>
    meant === "text" || meant === "document" || meant === "target"
      ? Fn.join("", ["", argument(meant)])
      : undefined,
  // CDKTF changes the keys of objects in defaults: `@@assign` becomes `assign`.
  "a variable of any type": (stack, id, meant) =>
    meant === "object"
      ? undefined
      : (new TerraformVariable(stack, id, { default: literal(meant) }).value as unknown),
  "a typed variable": (stack, id, meant) => {
    switch (meant) {
      case "number":
        return new TerraformVariable(stack, id, { type: "number", default: 35 }).numberValue;
      case "list":
      case "targets":
        return new TerraformVariable(stack, id, { type: "list(string)", default: literal(meant) }).listValue;
      case "object":
        return undefined;
      default:
        return new TerraformVariable(stack, id, { type: "string", default: literal(meant) }).stringValue;
    }
  },
  "a local": (stack, id, meant) => new TerraformLocal(stack, id, literal(meant)).expression as unknown,
  "remote state": (stack, id, meant) =>
    new DataTerraformRemoteStateLocal(stack, id, { path: "other.tfstate" }).get(meant),
  "an output of a module": (stack, id, meant) =>
    new TerraformHclModule(stack, id, { source: "./module", skipAssetCreationFromLocalModules: true }).get(
      meant,
    ) as unknown,
  "a lazy value": (_stack, _id, meant) => Lazy.anyValue({ produce: () => literal(meant) }),
  "a lazy text or list": (_stack, _id, meant) => {
    switch (meant) {
      case "number":
        return Lazy.numberValue({ produce: () => 35 });
      case "list":
      case "targets":
        return Lazy.listValue({ produce: () => literal(meant) });
      case "object":
        return undefined;
      default:
        return Lazy.stringValue({ produce: () => literal(meant) });
    }
  },
  "a literal in a token": (_stack, _id, meant) => Token.asAny(literal(meant)),
  "a token of a text": (stack, id, meant) =>
    meant === "object" || meant === "list" || meant === "targets"
      ? undefined
      : Token.asString(new TerraformLocal(stack, id, literal(meant)).expression),
};
