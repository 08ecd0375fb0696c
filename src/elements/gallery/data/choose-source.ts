import type { ImgproClient } from '../../../api/index.ts';
import { warnOnce } from '../../shared/base/warn.ts';
import { validIds, validPageSize } from '../settings.ts';
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
  const { client, anonymous, images } = ways;
  const pageSize = validPageSize(ways.pageSize);
  const list = () => remote((make) => make.listSource(client, pageSize));
  if (images) {
    if (Array.isArray(images)) return givenSource(images as readonly unknown[], readImages);
    let source = iterables.get(images);
    if (!source)
      iterables.set(images, (source = remote((make) => make.iterableSource(images, pageSize, readImages))));
    return source;
  }
  if (ways.ids) {
    const ids = validIds(ways.ids);
    return remote((make) => make.idsSource(client, ids, pageSize, anonymous));
  }
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

/** How long a page has to say what its gallery shows; frameworks set properties after the element is in the page. */
const PATIENCE_MS = 3000;

/** Tells a developer of a gallery that nothing ever comes to. */
export function warnIfEmpty(isEmpty: () => boolean, signal: AbortSignal): void {
  const timer = setTimeout(() => {
    if (isEmpty())
      warnOnce('<imgpro-gallery> has nothing to show: give it ids, .images, children, or a token-endpoint.');
  }, PATIENCE_MS);
  signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
}
