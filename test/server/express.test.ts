import { startNode } from './hosts/child.ts';
import { backendSuite } from './suite.ts';

backendSuite('Express', startNode('demo/recipes/server/express.ts'), {
  form: '/photos',
  readsHttp: true,
  endsGracefully: true,
});
