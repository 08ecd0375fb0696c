/** The id of the tile an event happened in. */
export function tileIdOf(event: Event): string | null {
  const target = event.target instanceof Element ? event.target : null;
  return target?.closest<HTMLElement>('.tile')?.dataset['id'] ?? null;
}

/** The part of the tile that was hit: its picture, its check mark, or a button of a state. */
export function actOf(event: Event): string | null {
  const target = event.target instanceof Element ? event.target : null;
  return target?.closest<HTMLElement>('[data-act]')?.dataset['act'] ?? null;
}

/** The indices of the group whose check mark was hit: its first image, and the one after its last. */
export function groupOf(event: Event): [number, number] | null {
  const target = event.target instanceof Element ? event.target : null;
  const range = target?.closest<HTMLElement>('[data-group]')?.dataset['group'];
  return range === undefined ? null : (range.split(' ').map(Number) as [number, number]);
}
