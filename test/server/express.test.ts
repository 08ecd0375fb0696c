import { startNode } from './hosts/child.ts';
import { backendSuite } from './suite.ts';

backendSuite('Express', startNode('demo/recipes/server/express.ts'), {
  form: '/photos',
  lingers: true,
  readsHttp: true,
  endsGracefully: true,
});
