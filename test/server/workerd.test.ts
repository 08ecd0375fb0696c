import { startWorkerd } from './hosts/workerd.ts';
import { backendSuite } from './suite.ts';

backendSuite('Workers (workerd)', startWorkerd, { lingers: true, readsHttp: false, endsGracefully: false });
