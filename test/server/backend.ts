import { createImgproHandler } from '../../src/server/index.ts';
import type { HandlerOptions } from '../../src/server/index.ts';
import type { TokenResponse } from '../../src/api/types.ts';
import { vi } from 'vitest';

/** The key that the mock knows, and that no browser may ever see. */
export const KEY = 'img_live_demo';
export const SECRET = 'a secret of the site that is long enough';

/** Options that can be told to another process. */
export type BackendOptions = Omit<
  Partial<HandlerOptions>,
  'authorize' | 'store' | 'onUploaded' | 'log' | 'metrics' | 'fetch'
>;

/** A site with the token backend, as one of its hosts runs it. */
export interface Backend {
  url: string;
  /** The process that handles requests, where it can be told. */
  pid: number | undefined;
  /** All that it printed. */
  output(): string;
  /** Asks it to end, as a deployment does, and resolves with its exit code; absent where there is no such signal. */
  end?(): Promise<number | null>;
  close(): Promise<void>;
}

/** Capabilities of a host that others lack. Each `false` or absent says in its host's file why. */
export interface Capabilities {
  /** The path of a form of the site's own, that ends in `handler.storeForm`. */
  form?: string;
  /** Whether the recipe's own process reads HTTP; elsewhere the platform's servers do. */
  readsHttp: boolean;
  /** Whether SIGTERM lets what is under way finish. */
  endsGracefully: boolean;
}

/** A token that the backend never minted: of the same secret, but of another mount, or of another time. */
export async function foreignToken(
  sub: string,
  origin: string,
  { at = Date.now(), ...options }: BackendOptions & { at?: number } = {},
): Promise<string> {
  const basePath = options.basePath ?? '/imgpro';
  const handler = createImgproHandler({
    apiKey: KEY,
    secret: SECRET,
    authorize: () => ({ sub, abilities: ['create', 'read', 'list', 'update', 'delete'] }),
    ...options,
  });
  vi.useFakeTimers({ toFake: ['Date'], now: at });
  try {
    const response = await handler(
      new Request(`${origin}${basePath}/token`, { method: 'POST', headers: { origin } }),
    );
    return ((await response.json()) as TokenResponse).token;
  } finally {
    vi.useRealTimers();
  }
}
