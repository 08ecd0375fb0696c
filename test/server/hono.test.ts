import { startNode } from './hosts/child.ts';
import { backendSuite } from './suite.ts';

backendSuite('Hono', startNode('demo/recipes/server/hono.ts'), {
  form: '/photos',
  readsHttp: true,
  endsGracefully: true,
});
