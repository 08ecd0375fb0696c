import { startNode } from './hosts/child.ts';
import { backendSuite } from './suite.ts';

// How long Next's own server reads on after an early answer, and how it ends at SIGTERM, is not the recipe's.
backendSuite('Next (its way of calling)', startNode('test/server/hosts/next-server.ts'), {
  lingers: false,
  readsHttp: false,
  endsGracefully: false,
});
