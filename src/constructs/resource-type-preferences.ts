import { OPT_IN_NAMES } from "../capabilities/opt-in";

/**
 * What Terraform leaves alone in the settings of a Region: AWS returns a value for every type, and one that
 * the code does not name would show as a change in every plan.
 */
export function ignoredTypes(
  optIn: Readonly<Record<string, boolean>>,
  fullManagement: Readonly<Record<string, boolean>> | undefined,
): string[] {
  return [
    ...ignored("resource_type_opt_in_preference", optIn),
    ...(fullManagement === undefined ? [] : ignored("resource_type_management_preference", fullManagement)),
  ];
}

function ignored(argument: string, named: Readonly<Record<string, boolean>>): readonly string[] {
  return OPT_IN_NAMES.filter((name) => !Object.hasOwn(named, name)).map(
    (name) => `${argument}[${JSON.stringify(name)}]`,
  );
}
