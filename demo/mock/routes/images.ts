import type { ImageList } from '../../../src/api/types.ts';
import { signupAction } from '../service/actions.ts';
import { invalid } from '../errors.ts';
import { access } from '../middleware/caller.ts';
import { readCursor, writeCursor, type Cursor } from '../rules/cursor.ts';
import { isId, parseIds } from '../rules/ids.ts';
import type { Ctx } from '../context.ts';
import { create } from '../service/create.ts';
import { imageObject } from '../service/image-object.ts';
import type { World } from '../world.ts';
import { resource, type App } from './resource.ts';

export const MAX_IDS = 100;

/** POST and GET /v1/images (demo/mock/README.md, Creating and Lists). */
export function imagesRoutes(app: App, world: World): void {
  resource(app, '/v1/images', {
    POST: [
      access({ anonymous: true }),
      async (c) => {
        const write = (image: Parameters<typeof imageObject>[0]) =>
          imageObject(image, c.get('base'), c.get('caller').account !== null);
        const answer = await create(world, c, { generation: 3, takes: 'either', write });
        return c.body(answer.body, answer.status, {
          'Content-Type': 'application/json',
          ...(answer.replayed && { 'Idempotent-Replayed': 'true' }),
          ...(c.get('caller').account === null && { 'X-Img-Action': signupAction(c.get('base')) }),
        });
      },
    ],
    GET: [access(), (c) => c.json(list(world, c))],
  });
}

function list(world: World, c: Ctx): ImageList {
  const { account, user } = c.get('caller');
  const limit = readLimit(c.req.query('limit'));
  const ids = c.req.query('ids') === undefined ? undefined : readIds(c.req.query('ids') ?? '');
  // With ids the cursor is ignored (demo/mock/README.md, Lists), a broken one too.
  const after = ids ? undefined : readAfter(c.req.query('cursor'));
  const hidden = world.settings.lifecycle === 'objects';
  const rows = world.ports.store.page({ account: account ?? '', user, limit: limit + 1, after, ids, hidden });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  // A cursor that the next call would ignore is none: whoever followed it would read one page for ever.
  const cursor = !ids && rows.length > limit && last ? writeCursor(last) : null;
  const base = c.get('base');
  return {
    object: 'list',
    data: page.map((image) => imageObject(image, base, true)),
    pagination: {
      has_more: cursor !== null,
      next_cursor: cursor,
      next_url: cursor === null ? null : `${base}/v1/images?cursor=${cursor}&limit=${limit}`,
    },
  };
}

export function readLimit(text: string | undefined): number {
  if (text === undefined) return 50;
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  if (!(limit >= 1 && limit <= 100))
    throw invalid({ limit: ['The limit must be a whole number from 1 to 100.'] });
  return limit;
}

export function readAfter(text: string | undefined): Cursor | undefined {
  if (text === undefined) return undefined;
  const cursor = readCursor(text);
  if (!cursor) throw invalid({ cursor: ['The cursor is not one this API has given.'] });
  return cursor;
}

export function readIds(text: string): string[] {
  const ids = parseIds(text);
  if (ids.length > MAX_IDS) throw invalid({ ids: [`At most ${MAX_IDS} ids a call.`] });
  return ids.filter(isId);
}
