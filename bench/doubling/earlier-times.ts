/** How long inputs took before they were mended, where it was measured. */
export const EARLIER_TIMES: Readonly<Record<string, string>> = {
  "YAML: aliases that multiply": "1.1 kB: 4.7 s",
  "YAML: unknown tags": "3,200: 441 ms, 6,400: 1,072 ms, ratio 2.4",
  "organization: a cycle of OUs": "1,600: 40 s",
  "organization: policies that differ in unknown order at five levels": "the product of the levels",
  "policy: unknown operators": "25,600: 1,367 ms, 51,200: 6,054 ms, ratio 4.4",
  "code: a chain of depends_on": "1,000: 19 s",
  "code: locals that multiply": "an unexpected error",
  "code: an unclosed expression": "25,600: 484 ms, 51,200: 1,936 ms, ratio 4.0",
  "code: OUs in a chain": "1,600: 395 ms, 3,200: 1,360 ms, ratio 3.4",
  "plan JSON: a chain of attachments on one target": "400: 444 ms, 800: 1,139 ms, ratio 2.6",
  "guardrails: acknowledgements of as many accounts": "640: 539 ms, 1,280: 1,469 ms, ratio 2.7",
  "guardrails: places that do not exist": "1,280: 421 ms, 2,560: 1,529 ms, ratio 3.6",
  "guardrails: names of accounts": "2,560: 461 ms, 5,120: 1,422 ms, ratio 3.1",
  "guardrails: patterns, and as many accounts":
    "2,000: 772 ms, 4,000: 2,799 ms, ratio 3.6; now at most 1,000",
  "org-backup.yaml: accounts": "16,000: 861 ms, 32,000: 5,878 ms, ratio 6.8",
  "org-backup.yaml: accounts that are not there": "16,000: 907 ms, 32,000: 6,078 ms, ratio 6.7",
  "org-backup.yaml: resource types": "16,000: 934 ms, 32,000: 6,202 ms, ratio 6.6",
  "org-backup.yaml: new accounts": "1,000: 510 ms, 2,000: 1,408 ms, ratio 2.8",
  "org-backup.yaml: rules to fail on": "16,000: 882 ms, 32,000: 6,229 ms, ratio 7.1",
};
