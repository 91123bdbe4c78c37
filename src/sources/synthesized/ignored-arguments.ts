import { isJsonObject, textsOf } from "../../text/json";
import type { JsonObject } from "../../text/json";
import type { IgnoredArguments } from "../declared/declared-resources";
import { expressionOf } from "./expression";

/** CDKTF writes `lifecycle: {...}`, and a list of one is the same. */
export function ignoredArguments({ lifecycle }: JsonObject): { readonly ignored?: IgnoredArguments } {
  const [first] = [lifecycle].flat();
  const ignored = isJsonObject(first) ? first.ignore_changes : undefined;
  // Terraform takes references as well as texts in this list.
  const names = textsOf(ignored).map((name) => expressionOf(name) ?? name);
  return ignored === "all" || names.includes("all")
    ? { ignored: "all" }
    : names.length > 0
      ? { ignored: names }
      : {};
}
