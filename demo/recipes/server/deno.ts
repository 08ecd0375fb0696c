// Deno: deno run --allow-net --allow-env deno.ts
import { createImgproHandler } from 'imgpro-elements/server';
import { signedInUser } from './session.ts';

const imgpro = createImgproHandler({
  apiKey: Deno.env.get('IMGPRO_KEY'),
  secret: Deno.env.get('IMGPRO_TOKEN_SECRET')!,
  apiUrl: Deno.env.get('IMGPRO_URL'), // a mock while you develop; unset, it is the service
  authorize: async (request) => {
    const user = await signedInUser(request);
    return user && { sub: user.id, abilities: ['create', 'read', 'list', 'update', 'delete'] };
  },
});

const server = Deno.serve({ port: Number(Deno.env.get('PORT') ?? 3000) }, (request) => imgpro(request));

// Answers under way are finished; an upload that is still arriving is broken off, and its browser tries again.
Deno.addSignalListener('SIGTERM', () => void server.shutdown());
