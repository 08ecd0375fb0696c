import { startNode } from './hosts/child.ts';
import { backendSuite } from './suite.ts';

backendSuite('Node', startNode('demo/recipes/server/node.ts'), {
  readsHttp: true,
  endsGracefully: true,
});
