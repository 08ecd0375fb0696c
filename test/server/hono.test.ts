import { startNode } from './hosts/child.ts';
import { backendSuite } from './suite.ts';

backendSuite('Hono', startNode('demo/recipes/server/hono.ts'), {
  form: '/photos',
  // @hono/node-server ends a connection half a second after an answer that came before the body, often at once.
  lingers: true,
  readsHttp: true,
  endsGracefully: true,
});
