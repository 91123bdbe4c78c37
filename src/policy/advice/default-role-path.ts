import type { AdviceRule } from "./advice-rule";

const DEFAULT_ROLE = "AWSBackupDefaultServiceRole";

/** The default role lives under a path, and an ARN without the path names another role. */
export const defaultRolePath: AdviceRule = {
  id: "default-role-path",
  severity: "warning",
  sentence:
    "The ARN of AWS Backup's default role holds the path `service-role/`; without it no backup starts.",
  hint: "Write the role as role/service-role/AWSBackupDefaultServiceRole.",
  concepts: ["tag-selection", "resource-selection"],
  check: (selection) => {
    const role = selection.setting("iam_role_arn");
    if (role?.text?.endsWith(`:role/${DEFAULT_ROLE}`) !== true) {
      return undefined;
    }
    return [
      {
        message: `${DEFAULT_ROLE} has the path service-role/; this ARN names a role that does not exist unless someone made it, and AWS does not check.`,
        path: role.path(),
        offset: role.valueOffset,
        hint: `Write ${JSON.stringify(role.text.replace(":role/", ":role/service-role/"))}.`,
      },
    ];
  },
};
