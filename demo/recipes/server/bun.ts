// Bun: bun bun.ts
import { createImgproHandler } from 'imgpro-elements/server';
import { signedInUser } from './session.ts';

const imgpro = createImgproHandler({
  apiKey: process.env.IMGPRO_KEY,
  secret: process.env.IMGPRO_TOKEN_SECRET!,
  apiUrl: process.env.IMGPRO_URL, // a mock while you develop; unset, it is the service
  authorize: async (request) => {
    const user = await signedInUser(request);
    return user && { sub: user.id, abilities: ['create', 'read', 'list', 'update', 'delete'] };
  },
});

const server = Bun.serve({
  port: Number(process.env.PORT ?? 3000),
  // Bun's own limits are 128 MB for a body and 10 s of silence; the handler has its own.
  maxRequestBodySize: 1_000_000_000,
  idleTimeout: 120,
  fetch: (request) => imgpro(request),
});

process.once('SIGTERM', () => void server.stop());
