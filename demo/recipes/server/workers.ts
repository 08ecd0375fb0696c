// Cloudflare Workers: main of wrangler.jsonc
import { createImgproHandler } from 'imgpro-elements/server';
import type { ImgproHandler } from 'imgpro-elements/server';
import { kvStore } from 'imgpro-elements/server/stores/kv';
import type { KVBinding } from 'imgpro-elements/server/stores/kv';
import { signedInUser } from './session.ts';

/** Set by `wrangler secret put`, and the KV namespace of wrangler.jsonc. */
interface Env {
  IMGPRO_KEY: string;
  IMGPRO_TOKEN_SECRET: string;
  IMGPRO_URL?: string;
  IMGPRO_STORE: KVBinding;
}

// Once for all requests of an isolate, whose counters it keeps: bindings come with the first of them.
let imgpro: ImgproHandler | undefined;

export default {
  fetch(request: Request, env: Env): Promise<Response> {
    imgpro ??= createImgproHandler({
      apiKey: env.IMGPRO_KEY,
      secret: env.IMGPRO_TOKEN_SECRET,
      apiUrl: env.IMGPRO_URL, // a mock while you develop; unset, it is the service
      store: kvStore(env.IMGPRO_STORE),
      authorize: async (request) => {
        const user = await signedInUser(request);
        return user && { sub: user.id, abilities: ['create', 'read', 'list', 'update', 'delete'] };
      },
      // Cloudflare itself refuses bodies over 100 MB on its free and Pro plans.
      policy: { maxBytes: 90_000_000 },
    });
    return imgpro(request);
  },
};
