// Express 5 (or 4): node express.ts
import express from 'express';
import { GatewayError, createImgproHandler } from 'imgpro-elements/server';
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

const app = express();

// Before express.json() and its like, which would read the body. Mounted, not routed: the listener takes the whole path
// from Express's originalUrl, and answers all methods.
app.use('/imgpro', toNodeListener(imgpro));

// A form of your own, posted by pages without a script: its files are stored as they arrive.
const onError = (error: unknown) => (error instanceof GatewayError ? error.toResponse() : undefined);
const storePhotos = async (request: Request) => {
  const { fields, images, refused } = await imgpro.storeForm(request);
  return Response.json({ title: fields.get('title'), ids: images.map(({ id }) => id), refused });
};
app.post('/photos', toNodeListener(storePhotos, { onError }));

app.use(express.json()); // from here on all that is yours

const server = app.listen(Number(process.env.PORT ?? 3000));
// The form, too, may take as long to arrive as an upload; Node's own limit is five minutes.
server.requestTimeout = imgpro.requestTimeout;
process.once('SIGTERM', async () => {
  process.exitCode = (await closeGracefully(server)) === 0 ? 0 : 1;
});
