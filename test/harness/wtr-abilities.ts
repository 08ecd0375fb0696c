/** Abilities of a browser's driver beyond the page itself. */
export interface Abilities {
  /** Pretend a colour scheme, forced colours, reduced motion. */
  emulateMedia: boolean;
  setViewport: boolean;
}

/** A test-runner plugin that tells the tests what may be asked of their browser, by `emulation.ts`. */
export function abilities() {
  return {
    name: 'abilities',
    async executeCommand({
      command,
      session,
    }: {
      command: string;
      session: { browser: { type: string; name: string } };
    }): Promise<Abilities | undefined> {
      if (command !== 'abilities') return undefined;
      const { type, name } = session.browser;
      // Media features go through Chromium's own protocol.
      return { emulateMedia: type === 'puppeteer' && name !== 'Firefox', setViewport: type === 'puppeteer' };
    },
  };
}
