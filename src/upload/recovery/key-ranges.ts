/**
 * Splits the wanted members of a sorted list into runs without a gap, each given by its first and last member: with key
 * ranges, thousands of neighbouring records are deleted by one request.
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
