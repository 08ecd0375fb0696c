import { startWorkerd } from './hosts/workerd.ts';
import { backendSuite } from './suite.ts';

backendSuite('Workers (workerd)', startWorkerd, {
  readsHttp: false,
  // A Worker is no process that could be told.
  endsGracefully: false,
});
