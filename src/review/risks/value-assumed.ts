import { EffectivePolicies } from "../../organization/effective-policies";
import { isChanged } from "../account-change";
import { accountGroups } from "../account-groups";
import type { AssumedChange } from "../change-outcome";
import { isBackedUp } from "../open-attachments";
import { NamesInForce } from "../names-in-force";
import { list } from "../words";
import type { Risk, RiskContext } from "./risk";
import { grouped } from "../../text/grouped";

/** A message names at most this many blocks; the rest is counted. */
const MAX_NAMES = 5;

export const valueAssumed: Risk = {
  id: "value-assumed",
  severity: "warning",
  sentence:
    "Backup policies, attachments or what backups need depend on Terraform variables with only a known default, or no known value. An error if accounts that are backed up now may get another policy by other values, or if policies use what they decide.",
  hint: "Set TF_VAR_name to the value that Terraform gets, or review the Terraform plan with --plan. A terraform.tfvars or *.auto.tfvars in the folder of the stack counts as well, except in HCP Terraform, where the workspace overrides it.",
  find: (context) => {
    const { assumed } = context.change;
    if (assumed === undefined) {
      return [];
    }
    const accounts = accountsDepending(context, assumed);
    const isNeeded = accounts.some((id) => isBackedUp(context.before, id)) || isUsed(context, assumed);
    return [
      {
        ...(isNeeded ? { severity: "error" as const } : {}),
        message: `${sentences(assumed)} ${dependents(assumed)}`,
        accounts,
        policies: [],
        path: "",
      },
    ];
  },
};

/** Whether policies in force use what the variables decide. */
function isUsed({ before, after }: RiskContext, { needs = [] }: AssumedChange): boolean {
  if (needs.length === 0) {
    return false;
  }
  const inForce = [before, after].map((policies) => new NamesInForce(policies));
  return needs.some((need) => inForce.some((names) => (need === "*" ? names.isAny : names.has(need))));
}

function sentences({ variables, withoutValue = [] }: AssumedChange): string {
  const assumed = variables.filter((name) => !withoutValue.includes(name));
  return [
    ...(assumed.length === 0
      ? []
      : [
          `${named(assumed)} may have ${assumed.length === 1 ? "another value than the default" : "other values than the defaults"} that the review assumes.`,
        ]),
    ...(withoutValue.length === 0
      ? []
      : [
          `${named(withoutValue)} ${withoutValue.length === 1 ? "has" : "have"} no value that the review knows.`,
        ]),
  ].join(" ");
}

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
  return list([...shown, ...(more > 0 ? [`${grouped(more)} more`] : [])]);
}
