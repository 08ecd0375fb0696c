// Fastify 5: node fastify.ts
import fastify from 'fastify';
import { createImgproHandler } from 'imgpro-elements/server';
import { closeGracefully, toNodeListener } from 'imgpro-elements/server/node';
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
const listener = toNodeListener(imgpro);

const app = fastify();

// In a scope of its own, as its parsers are not for the rest of the site: here nothing reads a body, so nothing limits it
// to Fastify's one megabyte.
await app.register(async (scope) => {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
  scope.all('/imgpro/*', (request, reply) => {
    reply.hijack();
    listener(request.raw, reply.raw);
  });
});

await app.listen({ port: Number(process.env.PORT ?? 3000) });
process.once('SIGTERM', async () => {
  const cut = await closeGracefully(app.server);
  await app.close();
  process.exitCode = cut === 0 ? 0 : 1;
});
