import type { Image, ImageList } from '../../api/types.ts';
import { openCursor, sealCursor } from '../cursors.ts';
import { invalidField, jsonResponse } from '../errors.ts';
import { IMAGE_ID, listIn } from '../service/answers.ts';
import { refusalOf } from '../service/refusal.ts';
import { ask, mayTouch } from './call.ts';
import type { Call } from './call.ts';

/** Upstream pages that one call may read to fill one page of its own. */
const MAX_PAGES = 5;
const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 100;
/** Ids that one list may ask for. */
const MAX_IDS = 100;

/** `GET /images`: the caller's own, newest first. */
export async function listImages(call: Call): Promise<Response> {
  const { visit, keyring, grant } = call;
  const query = visit.url.searchParams;
  const limit = limitOf(query);
  const ids = idsOf(query);
  if (ids?.length === 0) return jsonResponse(200, emptyList());
  const upstream = new URLSearchParams();
  if (ids !== null) upstream.set('ids', ids.join(','));
  if (query.has('limit')) upstream.set('limit', String(limit));
  const sealed = query.get('cursor');
  if (sealed !== null && ids === null) upstream.set('cursor', await openCursor(keyring, grant.sub, sealed));

  const data: Image[] = [];
  for (let page = 1; ; page++) {
    const search = upstream.toString();
    const answer = await ask(call, { method: 'GET', path: `/images${search && `?${search}`}` });
    if (!answer.ok) throw refusalOf(visit, answer);
    const list = listIn(visit, answer);
    data.push(...list.data.filter((image) => mayTouch(call, image)));

    const cursor = list.pagination.has_more ? list.pagination.next_cursor : null;
    if (cursor === null || ids !== null || data.length >= limit || page === MAX_PAGES)
      return jsonResponse(200, {
        object: 'list',
        data,
        pagination: await paginationOf(call, cursor),
      } satisfies ImageList);
    // Only as many as still fit: the cursor has to stand right after the last image given.
    upstream.set('cursor', cursor);
    upstream.set('limit', String(limit - data.length));
  }
}

function emptyList(): ImageList {
  return { object: 'list', data: [], pagination: { has_more: false, next_cursor: null, next_url: null } };
}

function limitOf(query: URLSearchParams): number {
  const limit = Number(query.get('limit') ?? DEFAULT_LIMIT);
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT)
    throw invalidField('limit', `limit is a whole number from 1 to ${MAX_LIMIT}.`);
  return limit;
}

function idsOf(query: URLSearchParams): string[] | null {
  const text = query.get('ids');
  if (text === null) return null;
  const ids = [...new Set(text.split(',').filter((id) => id !== ''))];
  if (ids.length > MAX_IDS || !ids.every((id) => IMAGE_ID.test(id)))
    throw invalidField('ids', `ids are up to ${MAX_IDS} image ids with commas between.`);
  return ids;
}

/** The service's cursor, sealed; the address of the next page is this gateway's, as a path: Host is never trusted. */
async function paginationOf(call: Call, cursor: string | null): Promise<ImageList['pagination']> {
  if (cursor === null) return emptyList().pagination;
  const { visit, keyring, grant } = call;
  const sealed = await sealCursor(keyring, grant.sub, cursor);
  const next = new URLSearchParams();
  const limit = visit.url.searchParams.get('limit');
  if (limit !== null) next.set('limit', limit);
  next.set('cursor', sealed);
  return {
    has_more: true,
    next_cursor: sealed,
    next_url: `${visit.config.basePath}/v1/images?${next.toString()}`,
  };
}
