/** Like Promise.all, and waits until every task has ended: none may go on after an error. */
export async function allOrFirstError<T extends readonly unknown[]>(
  tasks: readonly [...{ readonly [K in keyof T]: Promise<T[K]> }],
): Promise<T>;
export async function allOrFirstError<T>(tasks: readonly Promise<T>[]): Promise<T[]>;
export async function allOrFirstError<T>(tasks: readonly Promise<T>[]): Promise<T[]> {
  const settled = await Promise.allSettled(tasks);
  return settled.map((result) => {
    if (result.status === "rejected") {
      throw result.reason;
    }
    return result.value;
  });
}
