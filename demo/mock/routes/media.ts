import type { Ctx } from '../context.ts';
import { ApiFault, invalid } from '../errors.ts';
import { access } from '../middleware/caller.ts';
import type { StoredImage } from '../ports.ts';
import { writeCursor } from '../rules/cursor.ts';
import { parseLegacyPatch } from '../rules/legacy-patch.ts';
import { remove } from '../service/change.ts';
import { create } from '../service/create.ts';
import { changeable, deletable, readable, viewerOf } from '../service/find.ts';
import { readJsonObject } from '../service/json.ts';
import { freshMedia, mediaObject, tagsOf } from '../service/media-object.ts';
import type { World } from '../world.ts';
import { readAfter, readIds, readLimit } from './images.ts';
import { resource, type App } from './resource.ts';

/** Generations 1 and 2: /v1/upload, /v1/import, /v1/media (demo/mock/README.md, Generations 1 and 2). Answers carry the fields of both. */
export function mediaRoutes(app: App, world: World): void {
  const post = (takes: 'form' | 'json') =>
    [access({ anonymous: true }), (c: Ctx) => upload(world, c, takes)] as const;
  resource(app, '/v1/upload', { POST: [...post('form')] });
  resource(app, '/v1/import', { POST: [...post('json')] });
  resource(app, '/v1/media', {
    GET: [access(), async (c) => c.json(await list(world, c))],
    PATCH: [access(), async (c) => c.json(await updateMany(world, c))],
    DELETE: [access(), async (c) => c.json(await deleteMany(world, c))],
  });
  resource(app, '/v1/media/:id', {
    GET: [
      access({ anonymous: true }),
      async (c) =>
        c.json(await mediaObject(world, readable(world, c, c.req.param('id') ?? ''), c.get('base'))),
    ],
    PATCH: [
      access(),
      async (c) => {
        const body = await readJsonObject(c);
        const image = changeable(world, viewerOf(c), c.req.param('id') ?? '');
        if (image instanceof ApiFault) throw image;
        return c.json(await mediaObject(world, patch(world, image, body), c.get('base')));
      },
    ],
    DELETE: [
      access(),
      async (c) => {
        const image = deletable(world, viewerOf(c), c.req.param('id') ?? '');
        if (image instanceof ApiFault) throw image;
        await remove(world, [image.id]);
        return c.body(null, 204);
      },
    ],
  });
}

async function upload(world: World, c: Ctx, takes: 'form' | 'json'): Promise<Response> {
  const write = (image: StoredImage) => freshMedia(image, c.get('base'));
  const answer = await create(world, c, { generation: 1, takes, write });
  return c.body(answer.body, answer.status, {
    'Content-Type': 'application/json',
    ...(answer.replayed && { 'Idempotent-Replayed': 'true' }),
  });
}

async function list(world: World, c: Ctx) {
  const { account, user } = c.get('caller');
  const limit = readLimit(c.req.query('limit'));
  const offset = c.req.query('offset') ?? '0';
  if (!/^\d{1,9}$/.test(offset)) throw invalid({ offset: ['The offset must be a whole number.'] });
  const ids = c.req.query('ids');
  const names = (c.req.query('tags') ?? '').split(',').map((tag) => tag.trim()).filter((tag) => tag !== ''); // prettier-ignore
  const rows = world.ports.store.page({
    account: account ?? '',
    user,
    limit: limit + 1,
    after: readAfter(c.req.query('cursor')),
    offset: Number(offset),
    ...(ids !== undefined && { ids: readIds(ids) }),
    ...(names.length > 0 && { tags: { names, all: c.req.query('tag_mode') === 'all' } }),
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const more = rows.length > limit && last !== undefined;
  return {
    data: await Promise.all(page.map((image) => mediaObject(world, image, c.get('base')))),
    has_more: more,
    ...(more && { next_cursor: writeCursor(last) }),
  };
}

async function updateMany(world: World, c: Ctx) {
  const ids = batchIds(c);
  const body = await readJsonObject(c);
  const changed = world.ports.store.atomic(() =>
    ids.flatMap((id) => {
      const image = changeable(world, viewerOf(c), id);
      return image instanceof ApiFault ? [] : [patch(world, image, body)];
    }),
  );
  const media = await Promise.all(changed.map((image) => mediaObject(world, image, c.get('base'))));
  return { updated: media.length, media };
}

async function deleteMany(world: World, c: Ctx) {
  const ids = batchIds(c);
  const deleted = ids.filter((id) => !(deletable(world, viewerOf(c), id) instanceof ApiFault));
  await remove(world, deleted);
  const notFound = ids.filter((id) => !deleted.includes(id));
  return { deleted: deleted.length, not_found: notFound.length, ids: { deleted, not_found: notFound } };
}

function batchIds(c: Ctx): string[] {
  const ids = readIds(c.req.query('ids') ?? '');
  if (ids.length === 0) throw invalid({ ids: ['The ids must name at least one medium.'] });
  return ids;
}

function patch(world: World, image: StoredImage, body: Record<string, unknown>): StoredImage {
  const changes = parseLegacyPatch(Object.entries(body), tagsOf(image));
  if (!changes.ok) throw invalid(changes.problem);
  const { tags, ...rest } = changes.value;
  const metadata = new Map(Object.entries(image.metadata));
  if (tags !== undefined) {
    if (tags.length > 0) metadata.set('tags', tags.join(','));
    else metadata.delete('tags');
  }
  return world.ports.store.update(image.id, { ...rest, metadata: Object.fromEntries(metadata) }) ?? image;
}
