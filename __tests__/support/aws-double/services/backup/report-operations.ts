import { AwsError } from "../../aws-error";
import type { Input } from "../../input";
import type { Call, Operations } from "../../service";
import { backupPage, regionOf, resourceNotFound } from "./backup-answers";
import type { BackupStore, ReportPlan } from "./backup-store";

/** Report plans. */
export function reportOperations(store: BackupStore): Operations {
  return {
    CreateReportPlan: (input, call) => {
      const name = input.text("ReportPlanName");
      const { reportPlans } = regionOf(store, call);
      if (reportPlans.has(name)) {
        throw new AwsError("AlreadyExistsException", "Report plan with the same name already exists");
      }
      const { accountId, region } = call.caller;
      const plan: ReportPlan = {
        name,
        arn: `arn:aws:backup:${region}:${accountId}:report-plan:${name}-00000000-0000-0000-0000-000000000000`,
        createdAt: call.now,
        tags: new Map(input.textMap("ReportPlanTags")),
        settings: settingsOf(input),
      };
      reportPlans.set(name, plan);
      return { ReportPlanName: name, ReportPlanArn: plan.arn, CreationTime: plan.createdAt };
    },

    UpdateReportPlan: (input, call) => {
      const plan = findPlan(store, input, call);
      plan.settings = { ...plan.settings, ...settingsOf(input) };
      return { ReportPlanName: plan.name, ReportPlanArn: plan.arn, CreationTime: plan.createdAt };
    },

    DescribeReportPlan: (input, call) => ({ ReportPlan: show(findPlan(store, input, call)) }),

    ListReportPlans: (input, call) => {
      const plans = [...regionOf(store, call).reportPlans.values()];
      return backupPage(input, "ListReportPlans", "ReportPlans", plans, show);
    },

    DeleteReportPlan: (input, call) => {
      regionOf(store, call).reportPlans.delete(findPlan(store, input, call).name);
    },
  };
}

function settingsOf(input: Input): Readonly<Record<string, unknown>> {
  const names = ["ReportPlanDescription", "ReportDeliveryChannel", "ReportSetting"];
  return Object.fromEntries(
    names.filter((name) => input.has(name)).map((name) => [name, input.values[name]]),
  );
}

function findPlan(store: BackupStore, input: Input, call: Call): ReportPlan {
  const plan = regionOf(store, call).reportPlans.get(input.text("ReportPlanName"));
  if (plan === undefined) {
    throw resourceNotFound("Report plan does not exist.");
  }
  return plan;
}

function show(plan: ReportPlan): object {
  return {
    ...plan.settings,
    ReportPlanName: plan.name,
    ReportPlanArn: plan.arn,
    CreationTime: plan.createdAt,
    DeploymentStatus: "COMPLETED",
  };
}
