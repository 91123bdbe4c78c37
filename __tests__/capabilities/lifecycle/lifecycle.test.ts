import { coldStorage } from "../../../src/capabilities/lifecycle/cold-storage";
import { retentionChange, retentionChangeWords } from "../../../src/capabilities/lifecycle/retention-change";
import { fitsAirGappedVault, fitsLimits } from "../../../src/capabilities/lifecycle/vault-limits";
import { kindsOfWord, resourceKind } from "../../../src/capabilities/resource-kinds";
import type { BackupRule } from "../../../src/effective/backup-plan/backup-rule";
import type { JsonObject } from "../../../src/text/json";
import { planOf } from "../support/plan-of";

const rule = (part: JsonObject): BackupRule => planOf({ r: part }).rules[0]!;
const ARN = "arn:aws:backup:eu-west-1:222222222222:backup-vault:C";
const copyOf = (part: JsonObject): JsonObject => ({
  copy_actions: { [ARN]: { target_backup_vault_arn: ARN, ...part } },
});
const days = (retention: string): JsonObject => ({ lifecycle: { delete_after_days: retention } });

describe("The retention of a copy", () => {
  it("is that of its source if the copy has no lifecycle", () => {
    const source = rule({ ...days("7"), ...copyOf({}) });
    expect(source.copies[0]!.kept).toEqual({ days: 7, from: "source" });
  });

  it("is its own if it has one", () => {
    const source = rule({ ...days("7"), ...copyOf(days("365")) });
    expect(source.copies[0]!.kept).toEqual({ days: 365, from: "own" });
  });

  it("is endless only if that of its source is", () => {
    const source = rule(copyOf({}));
    expect(source.copies[0]!.kept).toEqual({ days: undefined, from: "source" });
  });

  it("is that of its source if the copy moves to cold storage but never ends", () => {
    const source = rule({
      ...days("120"),
      ...copyOf({ lifecycle: { move_to_cold_storage_after_days: "10" } }),
    });
    expect(source.copies[0]!.kept).toEqual({ days: 120, from: "source" });
  });
});

describe("Cold storage", () => {
  const lifecycle = (archive: string): BackupRule =>
    rule({
      lifecycle: {
        move_to_cold_storage_after_days: "30",
        delete_after_days: "365",
        opt_in_to_archive_for_supported_resources: archive,
      },
    });

  it("of EBS needs the archive opt-in", () => {
    const ebs = resourceKind("ebs")!;
    expect(coldStorage(ebs, lifecycle("false"))).toMatchObject({
      answer: "no",
      reason: "EBS snapshots move to cold storage only with opt_in_to_archive_for_supported_resources.",
    });
    expect(coldStorage(ebs, lifecycle("true")).answer).toBe("yes");
  });

  it("is ignored for RDS and FSx, and used for Timestream", () => {
    const answers = ["rds-instance", "fsx-lustre", "fsx-openzfs", "timestream"].map(
      (id) => coldStorage(resourceKind(id)!, lifecycle("false")).answer,
    );
    expect(answers).toEqual(["no", "no", "unknown", "yes"]);
  });
});

describe("The limits of a vault", () => {
  it("make new jobs fail outside of them, and are not enforced if unset", () => {
    expect(fitsLimits(3, { minimumDays: 7 })).toMatchObject({
      answer: "no",
      mark: "certain",
      reason:
        "New jobs fail: the rule keeps recovery points 3 days, the vault at least 7 days. Recovery points in the vault stay as they are.",
    });
    expect(fitsLimits(400, { maximumDays: 365 }).answer).toBe("no");
    expect(fitsLimits(7, { minimumDays: 7, maximumDays: 7 }).answer).toBe("yes");
    expect(fitsLimits(1, {}).answer).toBe("yes");
  });

  it("exclude endless retention by inference only", () => {
    expect(fitsLimits(undefined, { maximumDays: 365 })).toMatchObject({ answer: "no", mark: "inferred" });
    expect(fitsLimits(undefined, { minimumDays: 7 }).answer).toBe("yes");
  });

  it("of an air-gapped vault begin at seven days", () => {
    expect(fitsAirGappedVault(3)).toMatchObject({
      answer: "no",
      reason: "An air-gapped vault keeps recovery points at least 7 days; 3 days cannot go in.",
    });
    expect(fitsAirGappedVault(7).answer).toBe("yes");
  });

  it("of an air-gapped vault always have a maximum, which excludes endless retention by inference", () => {
    expect(fitsAirGappedVault(undefined)).toMatchObject({
      answer: "no",
      mark: "inferred",
      reason:
        "Recovery points that are kept forever probably cannot go into an air-gapped vault, which always has a maximum retention. Assumed: Indefinite retention counts as longer than any number of days, including the maximum of a vault; no page says so.",
    });
  });
});

describe("A new retention", () => {
  const continuous = rule({ enable_continuous_backup: "true", ...days("35") });

  it("updates the continuous recovery point of RDS, Aurora and SAP HANA", () => {
    const words = retentionChangeWords(retentionChange(continuous, kindsOfWord("rds-instance")));
    expect(words).toBe(
      "The continuous recovery point of RDS takes the new retention at the next completed backup.",
    );
  });

  it("stops the continuous recovery point of S3, and leaves snapshots of other types alone", () => {
    const kinds = ["s3", "ebs", "aurora"].map((id) => resourceKind(id)!);
    expect(retentionChangeWords(retentionChange(continuous, kinds))).toBe(
      "The continuous recovery point of Aurora takes the new retention at the next completed backup. The continuous recovery point of S3 stops and a new one starts. Other recovery points keep their retention.",
    );
  });

  it("touches no existing snapshot", () => {
    expect(retentionChangeWords(retentionChange(rule(days("35")), kindsOfWord("*")))).toBe(
      "Existing recovery points keep their retention.",
    );
  });
});
