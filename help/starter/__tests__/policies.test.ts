import assert from "node:assert/strict";
import { test } from "node:test";
import { dailyBaseline } from "../backup/policies/daily-baseline";

test("AWS accepts the daily baseline", () => {
  const { accepted, issues } = dailyBaseline.validate({ at: new Date() });
  assert.ok(accepted, JSON.stringify(issues));
});

test("daily backups are kept for at least 30 days", () => {
  const { text } = dailyBaseline;
  const days = Array.from(text.matchAll(/"delete_after_days":\{"@@assign":"?(\d+)/g), ([, number]) =>
    Number(number),
  );
  assert.ok(days.length > 0 && days.every((each) => each >= 30));
});
