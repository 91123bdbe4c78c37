// Written by `npm run generate` from data/backup-capabilities.yaml; change that instead.

/** A column of AWS's feature table, in words that follow the plural of a type. */
export interface Feature {
  readonly title: string;
  readonly yes: string;
  readonly no: string;
}

export type FeatureId =
  | "copy-to-region"
  | "copy-to-account"
  | "copy-to-region-and-account"
  | "copy-in-place"
  | "continuous"
  | "cold-storage"
  | "archive-opt-in"
  | "air-gapped-copy"
  | "air-gapped-primary"
  | "air-gapped-direct"
  | "index"
  | "scan"
  | "advanced-settings"
  | "incremental"
  | "full-management"
  | "vault-key"
  | "copy-with-aws-key"
  | "copy-to-aws-backup-key"
  | "air-gapped-with-aws-key"
  | "copy-is-encrypted"
  | "item-restore"
  | "restore-testing"
  | "audit-manager"
  | "tiering"
  | "access-points"
  | "opt-in-always";

export const FEATURES: Readonly<Record<FeatureId, Feature>> = {
  "copy-to-region": { title: "Copy to another Region", yes: "can be copied to another Region", no: "cannot be copied to another Region" },
  "copy-to-account": { title: "Copy to another account", yes: "can be copied to another account", no: "cannot be copied to another account" },
  "copy-to-region-and-account": { title: "One copy to another Region and account", yes: "can be copied to another Region and account in one step", no: "cannot be copied to another Region and account in one step" },
  "copy-in-place": { title: "Copy in the same account and Region", yes: "can be copied within the account and Region", no: "cannot be copied within the account and Region" },
  "continuous": { title: "Continuous backup", yes: "have continuous backup", no: "have no continuous backup" },
  "cold-storage": { title: "Cold storage", yes: "have cold storage", no: "have no cold storage" },
  "archive-opt-in": { title: "Archive opt-in", yes: "use the archive opt-in", no: "ignore the archive opt-in" },
  "air-gapped-copy": { title: "Copy into an air-gapped vault", yes: "can be copied into an air-gapped vault", no: "cannot be copied into an air-gapped vault" },
  "air-gapped-primary": { title: "Air-gapped vault as primary target", yes: "can be backed up to an air-gapped vault", no: "cannot be backed up to an air-gapped vault" },
  "air-gapped-direct": { title: "Written directly to an air-gapped vault", yes: "are written directly to an air-gapped vault", no: "are not written directly to an air-gapped vault" },
  "index": { title: "Search index", yes: "can be indexed", no: "cannot be indexed" },
  "scan": { title: "Malware scan", yes: "can be scanned for malware", no: "cannot be scanned for malware" },
  "advanced-settings": { title: "Advanced backup settings", yes: "have advanced backup settings", no: "have no advanced backup settings" },
  "incremental": { title: "Incremental snapshots", yes: "have incremental snapshots", no: "have full snapshots only" },
  "full-management": { title: "Full AWS Backup management", yes: "are fully managed by AWS Backup", no: "are not fully managed by AWS Backup" },
  "vault-key": { title: "Encrypted with the key of the vault", yes: "are encrypted with the key of the vault", no: "keep the key of their source" },
  "copy-with-aws-key": { title: "Copy to another account from an AWS managed key", yes: "can be copied to another account from an AWS managed key", no: "cannot be copied to another account from an AWS managed key" },
  "copy-to-aws-backup-key": { title: "Destination vault with the key aws/backup", yes: "can be copied to a vault with the key aws/backup", no: "cannot be copied to a vault with the key aws/backup" },
  "air-gapped-with-aws-key": { title: "Air-gapped vault from an AWS managed key", yes: "can go to an air-gapped vault from an AWS managed key", no: "cannot go to an air-gapped vault from an AWS managed key" },
  "copy-is-encrypted": { title: "Copy of an unencrypted source is encrypted", yes: "become encrypted when copied", no: "stay unencrypted when copied" },
  "item-restore": { title: "Restore of single items", yes: "can be restored item by item", no: "can only be restored as a whole" },
  "restore-testing": { title: "Restore testing", yes: "can be restore-tested", no: "cannot be restore-tested" },
  "audit-manager": { title: "Backup Audit Manager", yes: "are seen by Backup Audit Manager", no: "are not seen by Backup Audit Manager" },
  "tiering": { title: "Low-cost warm tier", yes: "have a low-cost warm tier", no: "have no low-cost warm tier" },
  "access-points": { title: "Access points on recovery points", yes: "have access points on recovery points", no: "have no access points on recovery points" },
  "opt-in-always": { title: "Opt-in needed even when a selection names the type", yes: "need the opt-in even when a selection names them", no: "need no opt-in when a selection names them" },
};
