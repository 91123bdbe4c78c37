/** A usage that must not compile, with the message that says why and the source text that it points at. */
export interface WrongUsage {
  readonly code: string;
  readonly diagnostic: number;
  readonly message: RegExp;
  readonly at: string;
}

const NOT_ASSIGNABLE = 2322;
const ARGUMENT_NOT_ASSIGNABLE = 2345;
const UNKNOWN_PROPERTY = 2353;
const NOT_ASSIGNABLE_SUGGESTED = 2820;
const NO_SUCH_MEMBER = 2339;

const inPlan = (content: string) => `backupPolicy({ plans: { daily: { ${content} } } });`;
const inRule = (content: string) => inPlan(`rules: { nightly: { ${content} } }`);

export const RIGHT_USAGES: Readonly<Record<string, string>> = {
  "every wrapper at the nodes that take it": `
    backupPolicy(lock({
      plans: allowChildren({
        daily: lock({
          regions: lock(append(["eu-central-1"]).remove(["eu-west-1"]), ["append", "remove"]),
          rules: allowChildren({
            nightly: lock({
              targetBackupVaultName: assign("Default"),
              startBackupWindowMinutes: lock(assign(hours(8))),
              lifecycle: lock({ deleteAfterDays: lock(days(35)), moveToColdStorageAfterDays: "1" }),
            }),
          }, ["append"]),
          selections: { tags: { byTag: { tagKey: "backup", tagValue: append(["daily"]) } } },
        }),
      }, ["none"]),
    }));`,
  "controls without a value": `
    backupPolicy({ plans: lock({ daily: { regions: lock(inherited), rules: allowChildren(inherited, ["append"]) } }) });`,
  "nested controls": `
    backupPolicy({ plans: { daily: allowChildren(lock({ regions: ["eu-west-1"] }), ["append"]) } });`,
  "JSON at any node": `
    backupPolicy({ plans: { daily: json({ REGIONS: { "@@Assign": ["eu-west-1"] } }), weekly: { regions: json({}) } } });`,
  "operators of a list in any order, each once": `
    backupPolicy({ plans: { daily: {
      regions: remove(["eu-west-1"]).append(["eu-central-1"]).assign(["eu-north-1"]),
    } } });`,
  "nodes outside of a policy": `
    const plan = lock(dailyPlan({ at: "03:00", retention: days(7), regions: ["eu-west-1"], select: selectTag("a", "b") }));
    const rule = lock<BackupRule>({ targetBackupVaultName: "Default" });
    const lifecycle: Lifecycle = { deleteAfterDays: 3 };
    backupPolicy({ plans: { daily: plan, weekly: { rules: { one: rule, two: { lifecycle } } } } });`,
  "a Region that AWS opened after this version": `
    backupPolicy({ plans: { daily: { regions: ["eu-west-9"], rules: {} }, weekly: { regions: lock(append(["xx-new-1"])) } } });
    const region: Region = "eu-west-9";
    dailyPlan({ at: "03:00", retention: days(7), regions: [region], select: selectTag("a", "b") });`,
  "tokens of Terraform, which are texts, numbers, lists or objects of CDKTF": `
    declare const token: TerraformToken;
    declare const list: string[];
    backupPolicy({ plans: { daily: {
      regions: list,
      rules: { r: { targetBackupVaultName: token, scheduleExpression: token, enableContinuousBackup: token,
                    lifecycle: { deleteAfterDays: lock(assign(token)) } }, other: token },
      selections: { tags: { t: { iamRoleArn: token, tagKey: "a", tagValue: [token, "b"] } } },
    }, weekly: { regions: append([token]) }, monthly: { regions: token } } });`,
  "the builders together": `
    backupPolicy({ plans: { daily: lock({
      ...dailyPlan({
        at: "03:00", retention: days(35), continuous: true, vault: "Default", regions: ["eu-central-1"],
        startWithin: hours(1), completeWithin: minutes(600),
        copies: { ...copyTo("arn:aws:backup:eu-west-1:$account:backup-vault:Default", { deleteAfterDays: 90 }),
                  ...copyToRegions(["eu-north-1"], { account: "111122223333", retention: weeks(2) }) },
        select: selectAny(selectTag("backup", ["daily"]), selectResources(["EC2", "*"], {
          except: ["S3"], conditions: whereTag({ equals: { stage: "prod" } }) })),
      }),
      regions: append(["eu-west-1"]),
    }) } });`,
};

export const WRONG_USAGES: Readonly<Record<string, WrongUsage>> = {
  "append on a setting with one value": {
    code: inRule('targetBackupVaultName: append(["Default"])'),
    diagnostic: NOT_ASSIGNABLE,
    message: /ListOperatorsWith<"Default".*not assignable to type 'AuthoredSingle<string>/,
    at: "targetBackupVaultName",
  },
  "remove on a setting with one value": {
    code: inRule("lifecycle: { deleteAfterDays: remove([35]) }"),
    diagnostic: NOT_ASSIGNABLE,
    message: /ListOperatorsWith<35.*not assignable to type 'AuthoredSingle</,
    at: "deleteAfterDays",
  },
  "append on a recovery point tag, whose value is single": {
    code: inRule('recoveryPointTags: { Owner: { tagKey: "Owner", tagValue: append(["me"]) } }'),
    diagnostic: NOT_ASSIGNABLE,
    message: /not assignable to type 'AuthoredSingle<string>/,
    at: "tagValue",
  },
  "append inside a lock on a setting with one value": {
    code: inRule('targetBackupVaultName: lock(append(["Default"]))'),
    diagnostic: ARGUMENT_NOT_ASSIGNABLE,
    message:
      /not assignable to parameter of type 'Lockable<string \| TerraformToken \| Assignment<string \| TerraformToken>>'/,
    at: 'append(["Default"])',
  },
  "append of a single value": {
    code: inPlan('regions: append("eu-west-1")'),
    diagnostic: ARGUMENT_NOT_ASSIGNABLE,
    message: /'string' is not assignable to parameter of type 'readonly/,
    at: '"eu-west-1"',
  },
  "an operator twice": {
    code: inPlan('regions: append(["eu-west-1"]).append(["eu-north-1"])'),
    diagnostic: NO_SUCH_MEMBER,
    message: /'append' does not exist on type 'ListOperatorsWith</,
    at: "append",
  },
  "a further operator after the assignment of a single value": {
    code: inRule('targetBackupVaultName: assign("Default").append(["Other"])'),
    diagnostic: NO_SUCH_MEMBER,
    message: /'append' does not exist on type 'Assignment<"Default">'/,
    at: "append",
  },
  "append on a container": {
    code: inPlan('rules: append(["nightly"])'),
    diagnostic: NOT_ASSIGNABLE,
    message: /ListOperatorsWith<"nightly".*not assignable to type 'AuthoredContainer</,
    at: "rules",
  },
  "assign on a container": {
    code: "backupPolicy({ plans: { daily: assign(true) } });",
    diagnostic: NOT_ASSIGNABLE,
    message: /'Assignment<true>' is not assignable to type 'AuthoredContainer<BackupPlan>'/,
    at: "daily",
  },
  "a number for a plan": {
    code: "backupPolicy({ plans: { daily: 5 } });",
    diagnostic: NOT_ASSIGNABLE,
    message: /'number' is not assignable to type 'AuthoredContainer<BackupPlan>'/,
    at: "daily",
  },
  "a list for a rule": {
    code: inPlan("rules: { nightly: [] }"),
    diagnostic: NOT_ASSIGNABLE,
    message: /'never\[\]' is not assignable to type 'AuthoredContainer<BackupRule>'/,
    at: "nightly",
  },
  "a value object for a lifecycle": {
    code: inRule("lifecycle: days(35)"),
    diagnostic: NOT_ASSIGNABLE,
    message: /'RetentionDays<35>' is not assignable to type 'AuthoredContainer<Lifecycle> \| undefined'/,
    at: "lifecycle",
  },
  "a lock of one kind of node at the place of another": {
    code: inPlan("rules: { nightly: lock<Lifecycle>({ deleteAfterDays: 3 }) }"),
    diagnostic: NOT_ASSIGNABLE,
    message: /'Controlled<Lifecycle>' is not assignable to type 'AuthoredContainer<BackupRule>'/,
    at: "nightly",
  },
  "a single value for a list": {
    code: inPlan('regions: "eu-west-1"'),
    diagnostic: NOT_ASSIGNABLE,
    message: /^Type 'string' is not assignable to type 'AuthoredList<Region> \| undefined'\.$/,
    at: "regions",
  },
  "assign of a single value for a list": {
    code: inPlan('regions: assign("eu-west-1")'),
    diagnostic: NOT_ASSIGNABLE,
    message: /'Assignment<"eu-west-1">' is not assignable to type 'AuthoredList</,
    at: "regions",
  },
  "a list for a setting with one value": {
    code: inRule('targetBackupVaultName: ["Default"]'),
    diagnostic: NOT_ASSIGNABLE,
    message: /'string\[\]' is not assignable to type 'AuthoredSingle<string>/,
    at: "targetBackupVaultName",
  },
  "a value for a container": {
    code: inPlan("rules: 5"),
    diagnostic: NOT_ASSIGNABLE,
    message: /'number' is not assignable to type 'AuthoredContainer</,
    at: "rules",
  },
  "an unknown key in the document": {
    code: "backupPolicy({ plans: {}, plan: {} });",
    diagnostic: UNKNOWN_PROPERTY,
    message: /'plan' does not exist in type 'AuthoredContainer<BackupPolicyInput>'/,
    at: "plan",
  },
  "a document without plans": {
    code: "backupPolicy({});",
    diagnostic: ARGUMENT_NOT_ASSIGNABLE,
    message: /'\{\}' is not assignable to parameter of type 'AuthoredContainer<BackupPolicyInput>'/,
    at: "{}",
  },
  "an unknown key in a plan": {
    code: inPlan('regoins: ["eu-west-1"]'),
    diagnostic: UNKNOWN_PROPERTY,
    message: /'regoins' does not exist in type 'AuthoredContainer<BackupPlan>'/,
    at: "regoins",
  },
  "a key in snake_case": {
    code: inRule("start_backup_window_minutes: 60"),
    diagnostic: UNKNOWN_PROPERTY,
    message: /'start_backup_window_minutes' does not exist in type 'AuthoredContainer<BackupRule>'/,
    at: "start_backup_window_minutes",
  },
  "a key of a widely copied module": {
    code: inRule("startWindowMinutes: 60"),
    diagnostic: UNKNOWN_PROPERTY,
    message: /'startWindowMinutes' does not exist in type 'AuthoredContainer<BackupRule>'/,
    at: "startWindowMinutes",
  },
  "a key of AWS Backup's own interface": {
    code: inRule('scheduleExpressionTimezone: "Europe/Berlin"'),
    diagnostic: UNKNOWN_PROPERTY,
    message: /'scheduleExpressionTimezone' does not exist in type 'AuthoredContainer<BackupRule>'/,
    at: "scheduleExpressionTimezone",
  },
  "an unknown key inside a lock": {
    code: 'backupPolicy({ plans: { daily: lock({ rules: { nightly: lock({ vault: "Default" }) } }) } });',
    diagnostic: UNKNOWN_PROPERTY,
    message: /'vault' does not exist in type 'Lockable<BackupRule>'/,
    at: "vault",
  },
  "an unknown key inside nested controls": {
    code: 'backupPolicy({ plans: allowChildren(lock({ daily: { vault: "Default" } }), ["append"]) });',
    diagnostic: UNKNOWN_PROPERTY,
    message: /'vault' does not exist in type 'AuthoredContainer<BackupPlan>'/,
    at: "vault",
  },
  "a key that only a wrapper could have": {
    code: inRule('targetBackupVaultName: "Default", node: {}'),
    diagnostic: UNKNOWN_PROPERTY,
    message: /'node' does not exist in type 'AuthoredContainer<BackupRule>'/,
    at: "node",
  },
  "operators as AWS writes them outside of json()": {
    code: inPlan('regions: { "@@assign": ["eu-west-1"] }'),
    diagnostic: UNKNOWN_PROPERTY,
    message: /'"@@assign"' does not exist in type/,
    at: '"@@assign"',
  },
  "a word that an enumeration does not have": {
    code: inPlan('advancedBackupSettings: { ec2: { windowsVss: "on" } }'),
    diagnostic: NOT_ASSIGNABLE,
    message: /'"on"' is not assignable to type 'AuthoredSingle<"(en|dis)abled" \| "(en|dis)abled">/,
    at: "windowsVss",
  },
  "a boolean for an enumeration": {
    code: inPlan("advancedBackupSettings: { s3: { backupAcls: true } }"),
    diagnostic: NOT_ASSIGNABLE,
    message: /'true' is not assignable to type 'AuthoredSingle<"(en|dis)abled" \| "(en|dis)abled">/,
    at: "backupAcls",
  },
  "an enumeration in other letters": {
    code: inRule('scanActions: { guardduty: { scanMode: "full_scan" } }'),
    diagnostic: NOT_ASSIGNABLE_SUGGESTED,
    message: /'"full_scan"' is not assignable to type 'AuthoredSingle<"[A-Z]+_SCAN" \| "[A-Z]+_SCAN">/,
    at: "scanMode",
  },
  "a member that a list does not know": {
    code: inRule('indexActions: { resourceTypes: ["EBS", "RDS"] }'),
    diagnostic: NOT_ASSIGNABLE,
    message: /^Type '"RDS"' is not assignable to type '"EBS" \| "S3" \| TerraformToken'\.$/,
    at: '"RDS"',
  },
  "a resource type that is no pattern": {
    code: inPlan('selections: { resources: { all: { resourceTypes: ["EC2"] } } }'),
    diagnostic: NOT_ASSIGNABLE,
    message: /^Type '"EC2"' is not assignable to type 'TerraformToken \| ResourceType'\.$/,
    at: '"EC2"',
  },
  "words for a number": {
    code: inRule('lifecycle: { deleteAfterDays: "five weeks" }'),
    diagnostic: NOT_ASSIGNABLE,
    message: /'"five weeks"' is not assignable to type 'AuthoredSingle<[^>]*RetentionDays/,
    at: "deleteAfterDays",
  },
  "days for a window": {
    code: inRule("startBackupWindowMinutes: days(1)"),
    diagnostic: NOT_ASSIGNABLE,
    message: /'RetentionDays<1>' is not assignable to type 'BackupWindow'/,
    at: "startBackupWindowMinutes",
  },
  "hours for a retention": {
    code: inRule("lifecycle: { deleteAfterDays: hours(48) }"),
    diagnostic: NOT_ASSIGNABLE,
    message: /'BackupWindow' is not assignable to type 'RetentionDays/,
    at: "deleteAfterDays",
  },
  "words for a boolean": {
    code: inRule('enableContinuousBackup: "yes"'),
    diagnostic: NOT_ASSIGNABLE,
    message: /'"yes"' is not assignable to type 'AuthoredSingle<[^>]*boolean/,
    at: "enableContinuousBackup",
  },
  "a rate for a schedule": {
    code: inRule('scheduleExpression: "rate(1 day)"'),
    diagnostic: NOT_ASSIGNABLE,
    message: /'"rate\(1 day\)"' is not assignable to type 'AuthoredSingle<.*`cron\(\${string}\)`/,
    at: "scheduleExpression",
  },
  "a role in one account": {
    code: inPlan(
      'selections: { tags: { t: { tagKey: "a", tagValue: ["b"], iamRoleArn: "arn:aws:iam::111122223333:role/Backup" } } }',
    ),
    diagnostic: NOT_ASSIGNABLE,
    message: /not assignable to type 'AuthoredSingle<`arn:aws[a-z-]*:iam::\$account:role\/\${string}`/,
    at: "iamRoleArn",
  },
  "an air-gapped vault in one Region": {
    code: inRule(
      'targetLogicallyAirGappedBackupVaultArn: "arn:aws:backup:eu-west-1:$account:backup-vault:AirGapped"',
    ),
    diagnostic: NOT_ASSIGNABLE,
    message:
      /not assignable to type 'AuthoredSingle<`arn:aws[a-z-]*:backup:\$region:\$account:backup-vault:\${string}`/,
    at: "targetLogicallyAirGappedBackupVaultArn",
  },
  "a copy action under a name that is no vault": {
    code: inRule(
      'copyActions: { central: { targetBackupVaultArn: "arn:aws:backup:eu-west-1:$account:backup-vault:Default" } }',
    ),
    diagnostic: UNKNOWN_PROPERTY,
    message: /'central' does not exist in type 'AuthoredContainer<Readonly<Record<`arn:aws[a-z-]*:backup:/,
    at: "central",
  },
  "a copy action without its target": {
    code: inRule(
      'copyActions: { "arn:aws:backup:eu-west-1:$account:backup-vault:Default": { lifecycle: {} } }',
    ),
    diagnostic: NOT_ASSIGNABLE,
    message: /'targetBackupVaultArn' is missing/,
    at: '"arn:aws:backup:eu-west-1:$account:backup-vault:Default"',
  },
  "a tag selection without its values": {
    code: inPlan('selections: { tags: { byTag: { tagKey: "backup" } } }'),
    diagnostic: NOT_ASSIGNABLE,
    message: /'tagValue' is missing/,
    at: "byTag",
  },
  "a resource selection without types and conditions": {
    code: inPlan('selections: { resources: { all: { iamRoleArn: "arn:aws:iam::$account:role/Backup" } } }'),
    diagnostic: NOT_ASSIGNABLE,
    message: /'resourceTypes' is missing/,
    at: "all",
  },
  "a condition on something else than a tag": {
    code: inPlan(
      'selections: { resources: { all: { conditions: { stringEquals: { x: { conditionKey: "stage", conditionValue: "prod" } } } } } }',
    ),
    diagnostic: NOT_ASSIGNABLE,
    message: /'"stage"' is not assignable to type 'AuthoredSingle<`aws:ResourceTag\/\${string}`>'/,
    at: "conditionKey",
  },
  "an operator for policies below that does not exist": {
    code: inPlan('regions: lock(["eu-west-1"], ["prepend"])'),
    diagnostic: NOT_ASSIGNABLE,
    message: /'"prepend"' is not assignable to type/,
    at: '"prepend"',
  },
  "an operator for policies below as AWS spells it": {
    code: inPlan('regions: allowChildren(["eu-west-1"], ["@@append"])'),
    diagnostic: NOT_ASSIGNABLE_SUGGESTED,
    message: /'"@@append"' is not assignable to type/,
    at: '"@@append"',
  },
  "nothing beside an operator for policies below": {
    code: inPlan('regions: allowChildren(["eu-west-1"], ["none", "append"])'),
    diagnostic: ARGUMENT_NOT_ASSIGNABLE,
    message: /'\["none", "append"\]' is not assignable to parameter of type 'ChildOperators'/,
    at: '["none", "append"]',
  },
  "no operators for policies below": {
    code: inPlan('regions: allowChildren(["eu-west-1"], [])'),
    diagnostic: ARGUMENT_NOT_ASSIGNABLE,
    message: /not assignable to parameter of type 'ChildOperators'/,
    at: "[]",
  },
  "what is inherited, without a control": {
    code: inPlan("regions: inherited"),
    diagnostic: NOT_ASSIGNABLE,
    message: /'Inherited' is not assignable to type 'AuthoredList</,
    at: "regions",
  },
  "continuous backup for more than 35 days": {
    code: 'dailyRule({ at: "03:00", continuous: true, retention: days(36) });',
    diagnostic: ARGUMENT_NOT_ASSIGNABLE,
    message: /not assignable to type 'RetentionDays<(?=.*\b35\b)(?!.*\b36\b)/,
    at: '{ at: "03:00", continuous: true, retention: days(36) }',
  },
  "continuous backup with cold storage": {
    code: 'dailyRule({ at: "03:00", continuous: true, retention: days(35), coldStorageAfter: days(1) });',
    diagnostic: ARGUMENT_NOT_ASSIGNABLE,
    message:
      /'coldStorageAfter' are incompatible.*\n.*'RetentionDays<1>' is not assignable to type 'undefined'/,
    at: '{ at: "03:00", continuous: true, retention: days(35), coldStorageAfter: days(1) }',
  },
  "a time that no day has": {
    code: 'dailyRule({ at: "24:00", retention: days(7) });',
    diagnostic: NOT_ASSIGNABLE_SUGGESTED,
    message: /'"24:00"' is not assignable to type '"[0-9:"| .]*more/,
    at: "at",
  },
  "a day that not every month has": {
    code: 'monthlyRule({ at: "03:00", on: 31, retention: days(7) });',
    diagnostic: NOT_ASSIGNABLE,
    message: /'31' is not assignable to type 'DayOfMonth'/,
    at: "on",
  },
  "a day of the week in other letters": {
    code: 'AwsCron.weekly("Sunday", "03:00");',
    diagnostic: ARGUMENT_NOT_ASSIGNABLE,
    message: /'"Sunday"' is not assignable to parameter of type/,
    at: '"Sunday"',
  },
  "a schedule with a day of the month and one of the week": {
    code: 'AwsCron.of({ minute: "0", hour: "3", day: "1", weekDay: "MON" });',
    diagnostic: ARGUMENT_NOT_ASSIGNABLE,
    message: /'weekDay' are incompatible.*\n.*'string' is not assignable to type 'undefined'/,
    at: '{ minute: "0", hour: "3", day: "1", weekDay: "MON" }',
  },
  "a plan without Regions": {
    code: 'dailyPlan({ at: "03:00", retention: days(7), regions: [], select: selectTag("a", "b") });',
    diagnostic: NOT_ASSIGNABLE,
    message: /Source has 0 element\(s\) but target requires 1/,
    at: "regions",
  },
  "a plan without a retention": {
    code: 'dailyPlan({ at: "03:00", regions: ["eu-west-1"], select: selectTag("a", "b") });',
    diagnostic: ARGUMENT_NOT_ASSIGNABLE,
    message: /is missing the following properties from type 'ContinuousRetention': retention, continuous/,
    at: '{ at: "03:00", regions: ["eu-west-1"], select: selectTag("a", "b") }',
  },
  "a resource type that has no short name": {
    code: 'selectResources(["Lambda"]);',
    diagnostic: NOT_ASSIGNABLE,
    message: /'"Lambda"' is not assignable to type/,
    at: '"Lambda"',
  },
};
