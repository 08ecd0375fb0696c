import { startWorkerd } from './hosts/workerd.ts';
import { backendSuite } from './suite.ts';

backendSuite('Workers (workerd)', startWorkerd, {
  // workerd closes a connection whose body a Worker has stopped reading. In front of it Cloudflare's own servers stand.
  lingers: false,
  readsHttp: false,
  // A Worker is no process that could be told.
  endsGracefully: false,
});
