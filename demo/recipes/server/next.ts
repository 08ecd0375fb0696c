// Next (app router): app/imgpro/[...path]/route.ts
import { createImgproHandler } from 'imgpro-elements/server';
import type { ImgproHandler } from 'imgpro-elements/server';
import { signedInUser } from './session.ts';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';
// Seconds that a host such as Vercel gives one request, where it asks.
export const maxDuration = 300;

// Made with the first request: `next build` loads this file too, where the secrets need not be.
let imgpro: ImgproHandler | undefined;
const handle = (request: Request): Promise<Response> => {
  imgpro ??= createImgproHandler({
    apiKey: process.env.IMGPRO_KEY,
    secret: process.env.IMGPRO_TOKEN_SECRET!,
    apiUrl: process.env.IMGPRO_URL, // a mock while you develop; unset, it is the service
    authorize: async (request) => {
      const user = await signedInUser(request);
      return user && { sub: user.id, abilities: ['create', 'read', 'list', 'update', 'delete'] };
    },
  });
  return imgpro(request);
};

// Route handlers have no limit on bodies. A proxy.ts (middleware.ts) has: where one matches, Next keeps a copy of the body
// in memory and cuts it at 10 MB, so leave /imgpro out of its matcher.
export const GET = handle;
export const HEAD = handle;
export const POST = handle;
export const PATCH = handle;
export const DELETE = handle;
export const OPTIONS = handle;
