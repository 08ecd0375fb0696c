// Hono on Node: node hono.ts
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { GatewayError, createImgproHandler } from 'imgpro-elements/server';
import { closeGracefully } from 'imgpro-elements/server/node';
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

const app = new Hono();

// The raw request, whose body nobody has read: a validator, a body limit or a parser in front would.
app.all('/imgpro/*', (context) => imgpro(context.req.raw));

// A form of your own, posted by pages without a script: its files are stored as they arrive.
app.post('/photos', async (context) => {
  try {
    const { fields, images, refused } = await imgpro.storeForm(context.req.raw);
    return context.json({ title: fields.get('title'), ids: images.map(({ id }) => id), refused });
  } catch (error) {
    if (error instanceof GatewayError) return error.toResponse();
    throw error;
  }
});

// A stranger who sends megabytes may find the connection cut by this server, not refused. To let them hear why, take
// createServer(toNodeListener(app.fetch)) of `node:http` and `imgpro-elements/server/node` in its place.
const server = serve({
  fetch: app.fetch,
  port: Number(process.env.PORT ?? 3000),
  // Node ends requests that take longer than five minutes to arrive. Photos on a slow line do.
  serverOptions: { requestTimeout: imgpro.requestTimeout },
});
process.once('SIGTERM', async () => {
  process.exitCode = (await closeGracefully(server)) === 0 ? 0 : 1;
});
