import type { DroppedLink } from './take-drop.ts';

/** The address of the picture in a dragged part of a page. */
const PICTURE = /<img\b[^>]*?\ssrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/i;

const ENTITIES: Record<string, string> = { amp: '&', quot: '"', '#39': "'", lt: '<', gt: '>' };

/**
 * The web address in a dropped link: of the picture, where one was dragged, for a link around it leads to a page; else the
 * first of the list. Null when there is none that the service could fetch, as a `data:` address.
 */
export function droppedAddress({ html, addresses }: DroppedLink): string | null {
  const [, ...written] = PICTURE.exec(html) ?? [];
  const picture = written
    .find((address) => address !== undefined)
    ?.replace(/&(amp|quot|#39|lt|gt);/g, (_, name: string) => ENTITIES[name]!);
  const listed = addresses.split(/[\r\n]+/).filter((line) => !line.startsWith('#'));
  return [picture ?? '', ...listed].map((line) => line.trim()).find(isWebAddress) ?? null;
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text);
}
