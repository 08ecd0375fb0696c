import type { Image, ImageList } from '../../api/types.ts';
import { GatewayError, invalidField, jsonResponse } from '../errors.ts';
import { mayTouch } from './call.ts';
import type { Call } from './call.ts';
import { passOn } from './errors.ts';
import { askUpstream } from './upstream.ts';
import type { UpstreamAnswer } from './upstream.ts';

/** Upstream pages that one call may read to fill one page of its own (DESIGN §9). */
const MAX_PAGES = 5;
const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 100;

/** `GET /images`: the caller's own, newest first. */
export async function listImages(call: Call): Promise<Response> {
  const { query, config } = call;
  const own = new URLSearchParams();
  for (const name of ['ids', 'limit', 'cursor']) {
    const value = query.get(name);
    if (value !== null) own.set(name, value);
  }
  const data: Image[] = [];
  const limit = Number(own.get('limit') ?? DEFAULT_LIMIT);
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT)
    throw invalidField('limit', `limit is a whole number from 1 to ${MAX_LIMIT}.`);
  for (let page = 1; ; page++) {
    const text = own.toString();
    const answer = await askUpstream(call, { method: 'GET', path: `/images${text && `?${text}`}` });
    if (!answer.ok) return passOn(config, answer);
    const list = listIn(answer);
    data.push(...list.data.filter((image) => mayTouch(call, image)));

    const cursor = list.pagination?.has_more ? list.pagination.next_cursor : null;
    if (cursor === null || own.has('ids') || data.length >= limit || page === MAX_PAGES) {
      return jsonResponse(200, {
        object: 'list',
        data,
        pagination: pagination(call, cursor),
      } satisfies ImageList);
    }
    // Only as many as still fit: the cursor has to stand right after the last image given.
    own.set('cursor', cursor);
    own.set('limit', String(limit - data.length));
  }
}

/** The list in an answer; throws 502 when the service sent something else. */
export function listIn(answer: UpstreamAnswer): ImageList {
  const list = answer.body as ImageList;
  if (!Array.isArray(list?.data))
    throw new GatewayError(502, 'upstream_unreachable', 'The image service did not answer with a list.');
  return list;
}

/** The service's cursor; the address of the next page is this gateway's, as a path: Host is never trusted. */
function pagination(call: Call, cursor: string | null): ImageList['pagination'] {
  if (cursor === null) return { has_more: false, next_cursor: null, next_url: null };
  const next = new URLSearchParams();
  const limit = call.query.get('limit');
  if (limit !== null) next.set('limit', limit);
  next.set('cursor', cursor);
  return {
    has_more: true,
    next_cursor: cursor,
    next_url: `${call.config.basePath}/v1/images?${next.toString()}`,
  };
}
