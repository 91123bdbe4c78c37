import { RESOURCE_KINDS } from "../capabilities/resource-kinds";

/** The names that AWS Backup's settings of a Region have for resource types. */
const SETTING_NAMES: readonly string[] = [...new Set(RESOURCE_KINDS.map(({ optIn }) => optIn))].sort();

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
  return SETTING_NAMES.filter((name) => !Object.hasOwn(named, name)).map(
    (name) => `${argument}[${JSON.stringify(name)}]`,
  );
}
