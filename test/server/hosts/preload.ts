/** Loaded before a recipe in its process: gives it `configured.ts`, and tells the test the port that it listens on. */
import { subscribe } from 'node:diagnostics_channel';
import { registerHooks } from 'node:module';
import type { AddressInfo, Server } from 'node:net';

const configured = new URL('configured.ts', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'imgpro-elements/server'
      ? { url: configured, shortCircuit: true }
      : next(specifier, context),
});

subscribe('tracing:net.server.listen:asyncEnd', (message) => {
  const { port } = (message as { server: Server }).server.address() as AddressInfo;
  process.send!({ port });
});
