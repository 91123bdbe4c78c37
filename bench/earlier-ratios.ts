/** Of commands, measured in the same way before the work on speed of 2026-11-27. */
export const EARLIER_RATIOS: Readonly<Record<string, number>> = {
  "`--help`": 1.8,
  "`effective --account`": 5.9,
  "`explain`": 6.4,
  "`coverage`": 308,
  "`coverage --account`": 17,
  "`schedule`": 169,
  "`schedule --account`": 16,
  "`plan`, change of one OU": 37,
  "`plan`, change of the root": 74,
};
