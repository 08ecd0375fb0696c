import type { LinkData } from './take-drop.ts';

/** The address of a picture in a part of a page. */
const PICTURE = /<img\b[^>]*?\ssrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/gi;

const ENTITIES: Record<string, string> = { amp: '&', quot: '"', '#39': "'", lt: '<', gt: '>' };

/** The targets of a dropped or pasted link. */
export interface Linked {
  /** Web addresses that the service could fetch, each once. */
  addresses: string[];
  /** How many of several pictures have none, as with `data:`. */
  without: number;
}

/**
 * The web addresses in what was dropped or pasted: of the pictures in it, for a link around one leads to a page; else those of
 * its list; else lines of its text that are an address and nothing else.
 */
export function linkedAddresses({ html, addresses, text }: LinkData): Linked {
  const pictures = [...html.matchAll(PICTURE)].map(([, ...written]) =>
    written
      .find((address) => address !== undefined)!
      .replace(/&(amp|quot|#39|lt|gt);/g, (_, name: string) => ENTITIES[name]!),
  );
  const found = webAddresses(pictures);
  if (found.length > 0)
    return { addresses: found, without: pictures.filter((address) => !isWebAddress(address.trim())).length };
  const listed = webAddresses(addresses.split(/[\r\n]+/).filter((line) => !line.startsWith('#')));
  return { addresses: listed.length > 0 ? listed : webAddresses(text.split(/[\r\n]+/)), without: 0 };
}

function webAddresses(lines: readonly string[]): string[] {
  return [...new Set(lines.map((line) => line.trim()).filter(isWebAddress))];
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\/\S+$/i.test(text) && URL.canParse(text);
}
