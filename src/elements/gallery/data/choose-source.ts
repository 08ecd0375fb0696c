import type { ImgproClient } from '../../../api/index.ts';
import type { OwnPicture } from './children.ts';
import { readImages, type GivenImages } from './given.ts';
import { childrenPart, servicePart } from '../parts.ts';
import type * as service from '../service.ts';
import { givenSource, lateSource, type Source } from './sources.ts';

/** The ways in: what the page says of the images to show. */
export interface WaysIn {
  images: GivenImages | null;
  ids: readonly string[] | null;
  nextCursor: string | null;
  pageSize: number;
  client: () => Promise<ImgproClient>;
  anonymous: boolean;
}

/** Whether there are images among the children: slotted parts of the gallery are not. */
export function hasChildren(host: Element): boolean {
  return [...host.children].some(
    (child) => !child.slot && (child.matches('img') || child.querySelector('img') !== null),
  );
}

/** Tells one set of children from another; what is put into a slot makes no difference. */
export function childrenKey(host: Element): string {
  if (!hasChildren(host)) return '';
  return Array.from(host.querySelectorAll('img'), (img) => {
    const link = img.closest('a');
    return img.closest('[slot]') ? '' : (link?.dataset['id'] ?? img.dataset['id'] ?? link?.href ?? img.src);
  }).join(' ');
}

/** Iterables are read once: whoever shows one again goes on with what was taken of it. */
const iterables = new WeakMap<object, Source>();

/**
 * The source of a gallery's images, the first there is of: those given (`.images`), those named (`ids`), the children,
 * the account's list. Null when there is none: without a token there is no list.
 */
export function chooseSource(host: Element, ways: WaysIn, own: Map<string, OwnPicture>): Source | null {
  const { client, anonymous, images, pageSize } = ways;
  const list = () => remote((make) => make.listSource(client, make.validPageSize(pageSize)));
  if (images) {
    if (Array.isArray(images)) return givenSource(images as readonly unknown[], readImages);
    let source = iterables.get(images);
    if (!source)
      iterables.set(
        images,
        (source = remote((make) => make.iterableSource(images, make.validPageSize(pageSize), readImages))),
      );
    return source;
  }
  const { ids } = ways;
  if (ids)
    return remote((make) =>
      make.idsSource(client, make.validIds(ids), make.validPageSize(pageSize), anonymous),
    );
  if (hasChildren(host)) {
    const rest = ways.nextCursor && !anonymous ? list() : null;
    const make = async () =>
      (await childrenPart.fetch()).childrenSource(
        host,
        own,
        rest && { source: rest, cursor: ways.nextCursor! },
      );
    return lateSource(make, rest === null);
  }
  if (!anonymous) return list();
  return null;
}

/** A source whose images come from elsewhere. */
function remote(make: (sources: typeof service) => Source): Source {
  return lateSource(async () => make(await servicePart.fetch()));
}
