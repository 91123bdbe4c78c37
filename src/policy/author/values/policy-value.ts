/**
 * A value object: says in the author's words what becomes one scalar in the document. A value that AWS
 * refuses is kept as given; the validation of the document names it together with its place.
 */
export abstract class PolicyValue {
  /** The scalar of the document. */
  abstract readonly scalar: string | number;
}
