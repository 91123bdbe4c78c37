import { build, parse } from "@aws-sdk/util-arn-parser";

/** The parts of an Amazon Resource Name; each may hold a variable of a backup policy, such as `$account`. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly accountId: string;
  /** Everything after the account: `backup-vault:Default`, `role/service-role/Name`. */
  readonly resource: string;
}

/**
 * Reads an ARN; undefined for any other text.
 *
 * The parser is pinned to its last release without dependencies: later ones load the HTTP protocols of the
 * AWS SDK, which costs a command about 80 ms at start-up.
 */
export function parseArn(text: string | undefined): Arn | undefined {
  // The parser throws for any other text, and an error costs more than everything else here.
  if (text?.startsWith("arn:") !== true) {
    return undefined;
  }
  if (text !== lastText) {
    lastText = text;
    lastArn = parsed(text);
  }
  return lastArn;
}

/** The same ARN is often read several times in a row, of a million resources each. */
let lastText = "";
let lastArn: Arn | undefined;

function parsed(text: string): Arn | undefined {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

export function buildArn(arn: Arn): string {
  return build(arn);
}
