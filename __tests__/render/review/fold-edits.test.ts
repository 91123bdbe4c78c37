import { foldEdits } from "../../../src/render/review/fold-edits";
import { wholePartWords } from "../../../src/render/review/whole-part-words";
import { templateText } from "../../../src/render/review/template";
import type { Template } from "../../../src/render/review/template";
import type { SettingChange } from "../../../src/review/setting-change";
import type { AccountOutcome } from "../../../src/review/account-change";

const plain = (parts: Template): string => templateText(parts, (outside) => outside);

const VAULT_ARN = "arn:aws:backup:eu-west-1:222222222222:backup-vault:far";
const RULE = {
  "plans/p/rules/r/target_backup_vault_name": "Main",
  "plans/p/rules/r/schedule_expression": "cron(0 5 ? * * *)",
  "plans/p/rules/r/lifecycle/delete_after_days": "35",
};
const COPY = {
  [`plans/p/rules/r/copy_actions/${VAULT_ARN}/target_backup_vault_arn`]: VAULT_ARN,
  [`plans/p/rules/r/copy_actions/${VAULT_ARN}/lifecycle/delete_after_days`]: "90",
};
const SELECTION = {
  "plans/p/selections/tags/s/tag_key": "backup",
  "plans/p/selections/tags/s/tag_value": ["daily", "true"],
};
const PLAN = { "plans/p/regions": ["eu-central-1"], ...RULE, ...SELECTION };

type Settings = Readonly<Record<string, string | readonly string[]>>;

function added(settings: Settings): readonly SettingChange[] {
  return Object.entries(settings).map(([path, after]) => ({ path, after, policies: ["p-1"] }));
}

function removed(settings: Settings): readonly SettingChange[] {
  return Object.entries(settings).map(([path, before]) => ({ path, before, policies: ["p-1"] }));
}

function folded(
  edits: readonly SettingChange[],
  before: AccountOutcome["status"] = "published",
  after: AccountOutcome["status"] = "published",
): readonly string[] {
  const outcome = (status: AccountOutcome["status"]): AccountOutcome => ({ status, errors: [] });
  return foldEdits({ edits, before: outcome(before), after: outcome(after) }).map((edit) =>
    edit.kind === "setting" ? edit.path : `${edit.kind} ${edit.part} ${edit.name}`,
  );
}

describe("the edits of a change", () => {
  it("are one where a whole plan comes or goes", () => {
    expect(folded(added(PLAN))).toEqual(["added plan p"]);
    expect(folded(removed(PLAN))).toEqual(["removed plan p"]);
  });

  it("are one for a rule, a copy or a selection of a plan that stays", () => {
    expect(folded([...added(RULE), ...added(SELECTION)])).toEqual(["added rule r", "added tag selection s"]);
    expect(folded(removed(COPY))).toEqual([`removed copy ${VAULT_ARN}`]);
    const resources = {
      "plans/p/selections/resources/x/iam_role_arn": "arn:aws:iam::$account:role/r",
      "plans/p/selections/resources/x/resource_types": ["*"],
    };
    expect(folded(added(resources))).toEqual(["added resource selection x"]);
  });

  it("stay single where a part that is there gets another setting", () => {
    const settings = { "plans/p/rules/r/lifecycle/delete_after_days": "35" };
    expect(folded(added(settings))).toEqual(Object.keys(settings));
  });

  it("stay single where something of a part changes rather than comes", () => {
    const edits: readonly SettingChange[] = [
      ...added(RULE),
      { path: "plans/p/rules/r/x", before: "1", after: "2", policies: [] },
    ];
    expect(folded(edits)).toHaveLength(4);
  });

  it("are no whole where the side without them was withheld: the part may have stood there, incomplete", () => {
    expect(folded(added(RULE), "withheld")).toHaveLength(3);
    expect(folded(removed(RULE), "published", "withheld")).toHaveLength(3);
    expect(folded(added(RULE), "published", "withheld")).toEqual(["added rule r"]);
    expect(folded(added(RULE), "not-knowable")).toHaveLength(3);
  });

  it("may be of anything: names that reach prototypes, paths that are no policy's", () => {
    expect(
      folded(
        added({
          "plans/__proto__/regions": ["x"],
          "plans/__proto__/rules/constructor/y": "z",
          x: "y",
          "a/b": "c",
        }),
      ),
    ).toEqual(["plans/__proto__/regions", "plans/__proto__/rules/constructor/y", "x", "a/b"]);
  });
});

describe("a part that comes or goes, in words", () => {
  const wordsOf = (settings: Settings): string => {
    const outcome: AccountOutcome = { status: "published", errors: [] };
    const [part] = foldEdits({ edits: added(settings), before: outcome, after: outcome });
    if (part === undefined || part.kind === "setting") {
      throw new Error("This is no whole part.");
    }
    const { title, facts, rules } = wholePartWords(part);
    const line = (name: Template, said: readonly Template[]): string =>
      `${plain(name)}: ${said.map(plain).join("; ")}`;
    return [line(title, facts), ...rules.map((rule) => line(rule.title, rule.facts))].join("\n");
  };

  it("names where a plan works, what it selects, and what each rule does", () => {
    expect(wordsOf({ ...PLAN, ...COPY })).toBe(
      "plan p: in eu-central-1; tag selection backup=daily|true\n" +
        "rule r: daily at 05:00 UTC; kept 35 days; vault Main; copy to far in eu-west-1 of 222222222222 kept 90 days",
    );
  });

  it("names AWS Backup's own schedule where a rule has none, and retention without end", () => {
    expect(wordsOf({ "plans/p/rules/r/target_backup_vault_name": "Main" })).toBe(
      "rule r: daily at 05:00 UTC; kept forever; vault Main",
    );
  });

  it("names the times of a copy", () => {
    expect(wordsOf(COPY)).toBe("copy to far in eu-west-1 of 222222222222: kept 90 days");
  });

  it("counts the conditions of a selection", () => {
    const path = "plans/p/selections/resources/x";
    const condition = `${path}/conditions/string_equals/c`;
    expect(
      wordsOf({
        [`${path}/iam_role_arn`]: "r",
        [`${path}/resource_types`]: ["arn:aws:s3:::*"],
        [`${path}/not_resource_types`]: ["arn:aws:rds:*:*:db:*"],
        [`${condition}/condition_key`]: "k",
        [`${condition}/condition_value`]: "v",
      }),
    ).toBe("resource selection x: of arn:aws:s3:::*; except arn:aws:rds:*:*:db:*; with 1 condition");
  });
});
