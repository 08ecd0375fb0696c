import type { Image } from '../../api/types.ts';
import type { Config } from '../options.ts';
import type { Owner } from '../ownership.ts';
import type { Keyring } from '../secrets.ts';
import type { Grant } from '../tokens.ts';
import type { RequestBody } from './body.ts';

/** One verified request on its way through the gateway. */
export interface Call {
  config: Config;
  request: Request;
  query: URLSearchParams;
  grant: Grant;
  keyring: Keyring;
  /** Whose images may be touched; null when that is not this gateway's to decide. */
  owner: Owner | null;
  body: RequestBody;
}

/** Ids as the client accepts them (API §4). */
export const ID = /^[A-Za-z0-9_-]{1,64}$/;

/** Whether this caller may touch an image. */
export function mayTouch(call: Call, image: Image): boolean {
  return call.owner === null || call.owner.owns(image);
}
