/**
 * The stretches of a sorted list whose members are all wanted, each by its first and its last: thousands of records
 * that stand together are deleted by one request.
 */
export function runsOf<T>(sorted: readonly T[], wanted: ReadonlySet<T>): [first: T, last: T][] {
  const runs: [T, T][] = [];
  let open = false;
  for (const member of sorted) {
    const isWanted = wanted.has(member);
    if (isWanted && open) runs.at(-1)![1] = member;
    else if (isWanted) runs.push([member, member]);
    open = isWanted;
  }
  return runs;
}
