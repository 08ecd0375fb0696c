/**
 * Ids in their order, with others put back among the neighbours they had: behind the nearest one before them that is still there,
 * else before the nearest one behind them.
 * @param order The order that they stood in.
 */
export function putBack(
  present: readonly string[],
  back: ReadonlySet<string>,
  order: readonly string[],
): string[] {
  const here = new Set(present);
  const behind = new Map<string, string[]>();
  const first: string[] = [];
  let neighbour: string | null = null;
  let follower: string | null = null;
  for (const id of order) {
    if (here.has(id)) {
      if (neighbour === null) follower = id;
      neighbour = id;
    } else if (back.has(id)) {
      if (neighbour === null) first.push(id);
      else behind.set(neighbour, [...(behind.get(neighbour) ?? []), id]);
    }
  }
  if (follower === null) return [...present, ...first];
  return present.flatMap((id) => [...(id === follower ? first : []), id, ...(behind.get(id) ?? [])]);
}
