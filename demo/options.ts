import { parseArgs } from 'node:util';

/** What `npm start` and `npm run dev` are told on the command line. */
export function startOptions() {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '5173' },
      'mock-port': { type: 'string', default: '8787' },
      data: { type: 'string', default: '.imgpro-mock' },
      memory: { type: 'boolean', default: false },
      images: { type: 'string', default: '60' },
      /** Of `npm run dev` alone: nothing is built, and the ports are told to the process that started this one. */
      dev: { type: 'boolean', default: false },
    },
  });
  return values;
}

/** What to say of a port when it is not the one that was asked for. */
export const moved = (wanted: number, got: number): string =>
  wanted !== 0 && wanted !== got ? `   (port ${wanted} is taken)` : '';
