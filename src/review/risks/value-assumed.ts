import { EffectivePolicies } from "../../organization/effective-policies";
import { isChanged } from "../account-change";
import { accountGroups } from "../account-groups";
import type { AssumedChange } from "../change-outcome";
import { isBackedUp } from "../open-attachments";
import { list } from "../words";
import type { Risk, RiskContext } from "./risk";

/** A message names at most this many blocks; the rest is counted. */
const MAX_NAMES = 5;

export const valueAssumed: Risk = {
  id: "value-assumed",
  severity: "warning",
  sentence:
    "Backup policies, attachments, or what decides them depend on Terraform variables of which only a default is known. An error if accounts that are backed up now may get another policy by other values.",
  hint: "Set TF_VAR_name to the value that Terraform gets, or review the Terraform plan with --plan. A terraform.tfvars or *.auto.tfvars in the folder of the stack counts as well, except in HCP Terraform, where the workspace overrides it.",
  find: (context) => {
    const { assumed } = context.change;
    if (assumed === undefined) {
      return [];
    }
    const isOne = assumed.variables.length === 1;
    const accounts = accountsDepending(context, assumed);
    return [
      {
        ...(accounts.some((id) => isBackedUp(context.before, id)) ? { severity: "error" as const } : {}),
        message: `${named(assumed.variables)} may have ${isOne ? "another value than the default" : "other values than the defaults"} that the review assumes. ${dependents(assumed)}`,
        accounts,
        policies: [],
        path: "",
      },
    ];
  },
};

/** The accounts that the change leaves with something else, or with nothing known, without the assumed values. */
function accountsDepending({ after, at }: RiskContext, { otherwise }: AssumedChange): readonly string[] {
  return accountGroups(after, EffectivePolicies.compute(otherwise, at, { previous: after }))
    .filter(isChanged)
    .flatMap(({ accounts }) => accounts);
}

function dependents({ variables, instancesOf, argumentsOf }: AssumedChange): string {
  const decided = [
    ...(instancesOf.length === 0 ? [] : [`which instances there are of ${named(instancesOf)}`]),
    ...(argumentsOf.length === 0 ? [] : [`arguments of ${named(argumentsOf)}`]),
  ];
  return `${variables.length === 1 ? "It decides" : "They decide"} ${decided.join(", and ")}.`;
}

function named(names: readonly string[]): string {
  const shown = names.slice(0, MAX_NAMES);
  const more = names.length - shown.length;
  return list([...shown, ...(more > 0 ? [`${more.toLocaleString("en-US")} more`] : [])]);
}
