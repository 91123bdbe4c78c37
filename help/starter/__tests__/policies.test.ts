import "cdktf-org-backup/jest";
import { App } from "cdktf";
import { days } from "cdktf-org-backup";
import { addBackupStacks } from "../backup/add-backup-stacks";
import { dailyBaseline } from "../backup/policies/daily-baseline";

test("AWS accepts the daily baseline", () => {
  expect(dailyBaseline).toHaveNoFindings({ atLeast: "error" });
});

describe("the whole app", () => {
  const app = new App();

  beforeAll(() => {
    addBackupStacks(app);
    app.synth();
  });

  test("has a valid effective policy in every account", () => {
    expect(app.outdir).toBePublished();
  });

  test("keeps the backups of production for at least 30 days", () => {
    expect(app.outdir).toRetain(days(30), { under: "Root/Production" });
  });

  test("meets our guardrails", () => {
    expect(app.outdir).toMeetGuardrails("backup-guardrails.yaml");
  });
});
