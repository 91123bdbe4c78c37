import type { Judgement } from "./evaluate";
import type { Violation } from "./violation";

/**
 * The judgement of an account whose policy depends on an attachment order that is not known: what fails in every
 * outcome fails; what fails in some is not known.
 *
 * @param judgements one for each policy that may be in force
 */
export function judgedInEachOrder(judgements: readonly Judgement[]): Judgement {
  const [first, ...others] = judgements;
  if (first === undefined || others.length === 0) {
    return first ?? { violations: [], doubts: [], conditions: [] };
  }
  const isFailing = judgements.every(({ violations }) => violations.length > 0);
  const shared = first.violations.filter((violation) =>
    others.every(({ violations }) => violations.some((other) => keyOf(other) === keyOf(violation))),
  );
  const open = judgements
    .flatMap(({ violations }) => violations)
    .filter((violation) => !shared.some((certain) => keyOf(certain) === keyOf(violation)));
  const byOrder = open.map((violation) => ({
    ...violation,
    message: `${violation.message}, in one of the possible attachment orders`,
  }));
  return {
    // It fails whatever the order, though not for the same reason.
    violations: isFailing ? [...shared, ...byOrder] : shared,
    doubts: [...new Set(judgements.flatMap(({ doubts }) => doubts))],
    orderDoubts: isFailing ? [] : [...new Set(byOrder.map(({ message }) => message))],
    conditions: [...new Set(judgements.flatMap(({ conditions }) => conditions))],
    ...(first.judgedFor === undefined ? {} : { judgedFor: first.judgedFor }),
  };
}

function keyOf({ shortfall, message, path }: Violation): string {
  return `${shortfall} ${message} ${path}`;
}
