/** Documented for the calls of AWS Backup; they depend on the caller and the moment. */
export const BACKUP_EXCEPTIONS = {
  InvalidParameterValueException: "arguments come from Terraform, which checks their form",
  MissingParameterValueException: "arguments come from Terraform, which checks their form",
  ServiceUnavailableException: "an error of AWS; retried by the provider",
} as const;
