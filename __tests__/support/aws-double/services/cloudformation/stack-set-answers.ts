import { AwsError } from "../../aws-error";
import type { Input } from "../../input";
import { nextToken, pager } from "../../paging";
import type { Call } from "../../service";
import type { OrganizationsStore } from "../organizations/organizations-store";
import type { StackSet, StackSetStore } from "./stack-set-store";

export const cloudFormationPage = pager({
  token: ["NextToken"],
  size: ["MaxResults"],
  defaultSize: 100,
  next: nextToken,
  invalidToken: () => new AwsError("ValidationError", "The NextToken is not valid."),
});

/** A delegated administrator that says so works on the stack sets of the management account. */
export function stackSetsOf(
  store: StackSetStore,
  organizations: OrganizationsStore,
  input: Input,
  call: Call,
): Map<string, StackSet> {
  const { accountId, region } = call.caller;
  if (input.optionalText("CallAs") !== "DELEGATED_ADMIN") {
    return store.region(accountId, region);
  }
  const management = organizations.current?.identity.managementAccountId;
  if (
    management === undefined ||
    !organizations.isDelegatedAdministrator(accountId, "member.org.stacksets.cloudformation.amazonaws.com")
  ) {
    throw new AwsError(
      "ValidationError",
      "You must be a delegated administrator to use CallAs DELEGATED_ADMIN.",
    );
  }
  return store.region(management, region);
}

/** By name or by the `NAME:UUID` of its identifier. */
export function findStackSet(
  store: StackSetStore,
  organizations: OrganizationsStore,
  input: Input,
  call: Call,
): StackSet {
  const name = input.text("StackSetName");
  const stackSet = stackSetsOf(store, organizations, input, call).get(name.split(":")[0] ?? "");
  if (stackSet === undefined || (name.includes(":") && stackSet.id !== name)) {
    throw new AwsError("StackSetNotFoundException", `StackSet ${name} not found`, 404);
  }
  return stackSet;
}

/** `UsePreviousValue` takes the value from `previous`. */
export function parametersOf(
  input: Input,
  previous: ReadonlyMap<string, string> = new Map(),
  name = "Parameters",
): ReadonlyMap<string, string> {
  return new Map(
    input.objects(name).map((parameter) => {
      const key = parameter.text("ParameterKey");
      const value =
        parameter.boolean("UsePreviousValue") === true
          ? previous.get(key)
          : parameter.optionalText("ParameterValue");
      return [key, value ?? ""];
    }),
  );
}

export function parameterList(parameters: ReadonlyMap<string, string>): readonly object[] {
  return [...parameters].map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue }));
}
