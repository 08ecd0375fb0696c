import { startNode } from './hosts/child.ts';
import { backendSuite } from './suite.ts';

backendSuite('Fastify', startNode('demo/recipes/server/fastify.ts'), {
  lingers: true,
  readsHttp: true,
  endsGracefully: true,
});
