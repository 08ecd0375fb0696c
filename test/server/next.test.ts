import { startNode } from './hosts/child.ts';
import { backendSuite } from './suite.ts';

// Next's own server reads HTTP, and ends at SIGTERM: neither is the recipe's.
backendSuite('Next (its way of calling)', startNode('test/server/hosts/next-server.ts'), {
  readsHttp: false,
  endsGracefully: false,
});
