// Node's own server: node node.ts
import { createServer } from 'node:http';
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

const server = createServer(toNodeListener(imgpro));
server.listen(Number(process.env.PORT ?? 3000));

// A deployment's end: uploads that are under way get their answers.
process.once('SIGTERM', async () => {
  process.exitCode = (await closeGracefully(server)) === 0 ? 0 : 1;
});
