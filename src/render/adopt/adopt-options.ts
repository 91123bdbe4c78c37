/** What the adopted repository is written for. */
export interface AdoptOptions {
  /** The package that the code imports from. */
  readonly from: string;
  /** The Region of the provider. */
  readonly region: string;
  /** Import the organization itself, too, so that trusted access and policy types are under code. */
  readonly manageOrganization: boolean;
  /** The time for which policies are judged. */
  readonly at: Date;
}
