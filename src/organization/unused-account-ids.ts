/**
 * Gives out account ids that stand for accounts without one, each once; AWS gives out none that begins with so
 * many zeros.
 */
export function unusedAccountIds(isUsed: (id: string) => boolean): () => string {
  let number = -1;
  return () => {
    let id: string;
    do {
      number += 1;
      id = String(number).padStart(12, "0");
    } while (isUsed(id));
    return id;
  };
}
