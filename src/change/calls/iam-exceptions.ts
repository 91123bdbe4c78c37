/** Documented for the calls of IAM; they depend on the caller and the moment. */
export const IAM_EXCEPTIONS = {
  ConcurrentModificationException: "depends on what else runs at that moment",
  InvalidInputException: "arguments come from Terraform, which checks their form",
  ServiceFailureException: "an error of AWS; retried by the provider",
  UnmodifiableEntityException: "service-linked roles are not managed by code",
} as const;
