import {
  changeTemplate,
  scheduleChange,
  settingTemplate,
  splitSetting,
} from "../../../src/render/review/edit-words";
import { templateText } from "../../../src/render/review/template";
import { rankOf, worstFirst } from "../../../src/render/review/worst-first";
import type { SettingChange } from "../../../src/review/setting-change";
import type { AccountChange } from "../../../src/review/account-change";

const change = (
  path: string,
  before?: SettingChange["before"],
  after?: SettingChange["after"],
): SettingChange => ({
  path,
  ...(before === undefined ? {} : { before }),
  ...(after === undefined ? {} : { after }),
  policies: [],
});
const words = (edit: SettingChange): string => templateText(changeTemplate(edit), (outside) => outside);

describe("what becomes of a value", () => {
  it("has the unit of its setting", () => {
    expect(words(change("plans/p/rules/r/lifecycle/delete_after_days", "35", "14"))).toBe("35 -> 14 days");
    expect(words(change("plans/p/rules/r/start_backup_window_minutes", "60", "120"))).toBe(
      "60 -> 120 minutes",
    );
    expect(words(change("plans/p/rules/r/target_backup_vault_name", "a", "b"))).toBe("a -> b");
  });

  it("is, of a list, what comes and what goes", () => {
    expect(words(change("plans/p/regions", ["a", "b", "c"], ["c", "b", "d"]))).toBe("+d, -a, 2 stay");
    expect(words(change("plans/p/regions", ["a"], ["a", "b"]))).toBe("+b, 1 stays");
    expect(words(change("plans/p/regions", ["a"], ["b"]))).toBe("[a] -> [b]");
  });

  it("is the value itself where it comes or goes", () => {
    expect(words(change("plans/p/regions", undefined, ["a", "b"]))).toBe("[a, b]");
    expect(words(change("plans/p/rules/r/x", "1"))).toBe("1");
  });

  it("is a schedule in words as well", () => {
    const edit = change("plans/p/rules/r/schedule_expression", "cron(0 5 ? * * *)", "cron(0 5 ? * SUN *)");
    expect(templateText(scheduleChange(edit) ?? [], (outside) => outside)).toBe(
      "daily at 05:00 UTC -> Sundays at 05:00 UTC",
    );
    expect(
      scheduleChange(change("plans/p/rules/r/schedule_expression", "nonsense", "more nonsense")),
    ).toBeUndefined();
    expect(scheduleChange(change("plans/p/regions", ["a"], ["b"]))).toBeUndefined();
  });
});

describe("where a setting stands", () => {
  it.each([
    ["plans/p/regions", "plans/p", "regions"],
    ["plans/p/rules/r/lifecycle/delete_after_days", "plans/p/rules/r", "lifecycle/delete_after_days"],
    ["plans/p/selections/tags/s/tag_key", "plans/p/selections/tags/s", "tag_key"],
    ["plans/p/backup_plan_tags/t/tag_key", "plans/p", "backup_plan_tags/t/tag_key"],
    ["odd", "", "odd"],
  ])("%s", (path, container, setting) => {
    const split = splitSetting(path);
    expect([split.container.join("/"), split.setting.join("/")]).toEqual([container, setting]);
  });

  it("is short for a copy, which is named by its vault", () => {
    const setting = [
      "copy_actions",
      "arn:aws:backup:eu-west-1:222222222222:backup-vault:v",
      "lifecycle",
      "delete_after_days",
    ];
    expect(templateText(settingTemplate(setting), (outside) => outside)).toBe(
      "copy to v in eu-west-1 of 222222222222 lifecycle/delete_after_days",
    );
  });
});

describe("changes with the worst first", () => {
  const row = (
    before: AccountChange["before"]["status"],
    after: AccountChange["after"]["status"],
    edits: readonly SettingChange[] = [],
    count = 1,
  ): AccountChange => ({
    accounts: Array.from({ length: count }, (_, index) => String(index)),
    scope: "",
    edits,
    before: { status: before, errors: [] },
    after: { status: after, errors: [] },
  });
  const grows = [change("plans/p/rules/r/lifecycle/delete_after_days", "35", "90")];
  const shrinks = [change("plans/p/rules/r/lifecycle/delete_after_days", "90", "35")];
  const loses = [change("plans/p/regions", ["a"])];

  it("are those withheld anew, then those that lose everything, less, nothing, and those that come and go", () => {
    const inOrder = [
      row("published", "withheld"),
      row("published", "empty"),
      row("withheld", "withheld"),
      row("published", "published", shrinks),
      row("published", "not-knowable"),
      row("published", "published", grows),
      row("absent", "published"),
    ];
    expect(worstFirst([...inOrder].reverse()).map(rankOf)).toEqual(inOrder.map(rankOf));
    expect(rankOf(row("published", "published", loses))).toBe(rankOf(row("published", "published", shrinks)));
  });

  it("are those with more accounts first where they are equally bad", () => {
    const changes = [row("published", "published", grows, 2), row("published", "published", grows, 5)];
    expect(worstFirst(changes).map(({ accounts }) => accounts.length)).toEqual([5, 2]);
  });
});
