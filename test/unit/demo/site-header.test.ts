import { describe, expect, it } from 'vitest';
import { readerPieces } from '../../../demo/site/header.ts';

/** Texts of the links that are marked as the current page. */
async function currentOf(path: string | null): Promise<string[]> {
  const header = String(await readerPieces(null, path).HEADER);
  return [...header.matchAll(/aria-current="page">([^<]+)</g)].map(([, name]) => name!);
}

describe('the header of a demo page', () => {
  it('marks the page that is open, and no other', async () => {
    expect(await currentOf('/')).toEqual(['Start']);
    expect(await currentOf('/gallery')).toEqual(['Gallery']);
    expect(await currentOf('/formal')).toEqual([]);
  });

  it('marks the form on the page of what was sent with it', async () => {
    expect(await currentOf('/form/0c3f')).toEqual(['Form']);
  });

  it('marks nothing on a page of no address', async () => {
    expect(await currentOf(null)).toEqual([]);
  });

  it('writes no markup from the path', async () => {
    expect(String(await readerPieces(null, '/"><script>').HEADER)).not.toContain('<script>');
  });
});
