import type { ImgproClient } from '../../../api/index.ts';
import type { Image } from '../../../api/types.ts';
import { warnOnce } from '../../shared/base/warn.ts';
import { readChildren, type OwnPicture } from './children.ts';
import { validIds, validImages, validPageSize } from '../settings.ts';
import { givenSource, idsSource, listSource, type Source } from './sources.ts';

export interface WaysIn {
  images: readonly Image[] | null;
  ids: readonly string[] | null;
  nextCursor: string | null;
  pageSize: number;
  client: ImgproClient;
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
  return hasChildren(host)
    ? readChildren(host)
        .map(({ image }) => image.id)
        .join(' ')
    : '';
}

/**
 * The source of a gallery's images, the first there is of: those given (`.images`), those named (`ids`), the children,
 * the account's list. Null when there is none: without a token there is no list.
 */
export function chooseSource(host: Element, ways: WaysIn, own: Map<string, OwnPicture>): Source | null {
  const { client, anonymous } = ways;
  const pageSize = validPageSize(ways.pageSize);
  if (ways.images) return givenSource(validImages(ways.images));
  if (ways.ids) return idsSource(client, validIds(ways.ids), pageSize, anonymous);
  if (hasChildren(host)) {
    const children = readChildren(host);
    for (const { image, own: picture } of children) own.set(image.id, picture);
    const after = ways.nextCursor && !anonymous ? listSource(client, pageSize, ways.nextCursor) : undefined;
    return givenSource(
      children.map(({ image }) => image),
      after,
    );
  }
  if (!anonymous) return listSource(client, pageSize);
  return null;
}

/** How long a page has to say what its gallery shows; frameworks set properties after the element is in the page. */
const PATIENCE_MS = 3000;

/** Tells a developer of a gallery that nothing ever comes to. */
export function warnIfEmpty(isEmpty: () => boolean, signal: AbortSignal): void {
  const timer = setTimeout(() => {
    if (isEmpty())
      warnOnce(
        'gallery-source',
        '<imgpro-gallery> has nothing to show: give it ids, .images, children, or a token-endpoint for the list.',
      );
  }, PATIENCE_MS);
  signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
}
