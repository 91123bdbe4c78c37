/** An account id that stands for an account without one; AWS gives out none that begins with so many zeros. */
export function unusedAccountId(isUsed: (id: string) => boolean): string {
  for (let number = 0; ; number += 1) {
    const id = String(number).padStart(12, "0");
    if (!isUsed(id)) {
      return id;
    }
  }
}
