/** A copy of a recovery point, as far as its possibility depends on it. */
export interface CopyRoute {
  readonly fromRegion: string;
  readonly toRegion: string;
  readonly isOtherAccount: boolean;
  /** The name of the destination vault; undefined if it is not known. */
  readonly vault?: string | undefined;
  /** The KMS key of the destination vault, by id or alias; undefined if it is not known. */
  readonly vaultKeyArn?: string | undefined;
  /** Whether the destination is known to be a logically air-gapped vault. */
  readonly isAirGapped?: boolean;
}
