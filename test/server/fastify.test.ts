import { startNode } from './hosts/child.ts';
import { backendSuite } from './suite.ts';

backendSuite('Fastify', startNode('demo/recipes/server/fastify.ts'), {
  readsHttp: true,
  endsGracefully: true,
});
