import { normaliseImage } from '../../../api/index.ts';
import type { Image } from '../../../api/types.ts';
import { warnOnce } from '../../shared/base/warn.ts';

const ID = /^[A-Za-z0-9_-]{1,64}$/;

/** The valid ones of the ids; a warning names the first other one. */
export function validIds(ids: readonly unknown[]): string[] {
  return ids.filter((id): id is string => {
    if (typeof id === 'string' && ID.test(id)) return true;
    warnOnce('gallery-ids', `<imgpro-gallery ids> holds ${JSON.stringify(id)}, no id of an image.`);
    return false;
  });
}

/** Images a page, 1 to 100, as the API has it. */
export function validPageSize(size: unknown): number {
  const number = Number(size);
  if (Number.isInteger(number) && number >= 1 && number <= 100) return number;
  warnOnce(`<imgpro-gallery page-size="${String(size)}"> has to be 1 to 100.`);
  return 50;
}

/** Images of any generation in today's shape; a warning tells of the first thing that is none. */
export function normalised(given: readonly unknown[]): Image[] {
  return given.flatMap((raw) => {
    try {
      return [normaliseImage(raw)];
    } catch {
      warnOnce('<imgpro-gallery>.images holds something without an id; it is left out.');
      return [];
    }
  });
}
