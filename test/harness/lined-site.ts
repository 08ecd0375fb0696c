import { serveFront, type Front } from './front.ts';
import { startServers } from './start-servers.ts';
import { throttledLine, type Line } from './throttled-line.ts';

type Servers = Awaited<ReturnType<typeof startServers>>;

/** A mock and a site, pages of a test's own before it, and a line between the browser and each, which can be shaped. */
export interface LinedSite {
  readonly servers: Servers;
  readonly front: Front;
  /** To the site: its pages, its token endpoint and its gateway. */
  readonly line: Line;
  /** To the API and its pictures. */
  readonly apiLine: Line;
  close(): Promise<void>;
}

/** Starts them. `gatewayToo`: the site's gateway reaches the API by the line as well. */
export async function startLinedSite({ gatewayToo = false } = {}): Promise<LinedSite> {
  const fast = { bitsPerSecond: Infinity, latency: 0 };
  let apiLine: Line | undefined;
  const servers = await startServers(
    gatewayToo
      ? { apiUrl: async ({ port }) => `${(apiLine = await throttledLine(port, fast)).url}/v1` }
      : undefined,
  );
  const api = (apiLine ??= await throttledLine(servers.mock.port, fast));
  const front = await serveFront(servers.site, servers.mock, api);
  const line = await throttledLine(front.port, fast);
  return {
    servers,
    front,
    line,
    apiLine: api,
    async close() {
      await line.close();
      await api.close();
      await front.close();
      await servers.close();
    },
  };
}
