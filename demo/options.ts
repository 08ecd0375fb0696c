import { parseArgs } from 'node:util';

/** Command-line options of `npm start` and `npm run dev`. */
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

/** A server as it was wanted and as it came: its address, and its port. */
interface Started {
  url: string;
  wanted: number;
  port: number;
}

/** The lines that name the running servers, and where uploads are kept: a folder, or null for memory. */
export const startText = (site: Started, mock: Started, folder: string | null): string => `
  Demo site   ${site.url}${moved(site)}
  Mock API    ${mock.url}/v1${moved(mock)}
  Control     ${mock.url}/__mock/ui

  Uploads are kept in ${folder ?? 'memory'}. Stop with Ctrl-C.
`;

/** The remark on a port that is not the one that was asked for. */
const moved = ({ wanted, port }: Started): string =>
  wanted !== 0 && wanted !== port ? `   (port ${wanted} is taken)` : '';
