/** The configuration of an adopted repository: its code manages every policy, from the first review on. */
export const CONFIGURATION_SOURCE = `# Flags that are always given; \`npx org-backup help configuration\` tells more.
version: 1
defaults:
  org: organization.yaml
# This code manages every policy: reviews report as deleted what it no longer declares.
manages: all
`;
