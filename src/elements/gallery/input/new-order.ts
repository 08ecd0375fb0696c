interface Named {
  readonly id: string;
}

/**
 * Images after some of them are moved together, in their order here, the first of them to a place; null where all of them stand
 * there already.
 */
export function newOrder<Image extends Named>(
  images: readonly Image[],
  ids: readonly string[],
  to: number,
): Image[] | null {
  const moved = new Set(ids);
  const others = images.filter(({ id }) => !moved.has(id));
  const place = Math.max(0, to);
  const order = [
    ...others.slice(0, place),
    ...images.filter(({ id }) => moved.has(id)),
    ...others.slice(place),
  ];
  return order.every((image, at) => image === images[at]) ? null : order;
}
