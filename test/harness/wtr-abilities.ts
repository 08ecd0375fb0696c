/** Abilities of a browser's driver beyond the page itself. */
export interface Abilities {
  /** Pretend a colour scheme, forced colours, reduced motion. */
  emulateMedia: boolean;
  setViewport: boolean;
}

/** Media features that a test pretends; those that are not named are as the browser has them. */
export interface MediaFeatures {
  media?: 'print' | 'screen';
  colorScheme?: 'dark' | 'light';
  forcedColors?: 'active' | 'none';
  reducedMotion?: 'reduce' | 'no-preference';
}

interface Protocol {
  send(method: string, params: object): Promise<unknown>;
}

interface Session {
  id: string;
  browser: {
    type: string;
    name: string;
    getPage(id: string): {
      createCDPSession(): Promise<Protocol>;
    };
  };
}

/** The way to the browser's protocol of each page. */
const protocols = new WeakMap<object, Protocol>();

/** A test-runner plugin that tells the tests what may be asked of their browser, and does it; by `emulation.ts`. */
export function abilities() {
  return {
    name: 'abilities',
    async executeCommand({
      command,
      payload,
      session: { id, browser },
    }: {
      command: string;
      payload?: unknown;
      session: Session;
    }): Promise<Abilities | true | undefined> {
      // Media features go through Chromium's own protocol; the runner's own command has no forced colours.
      if (command === 'abilities')
        return {
          emulateMedia: browser.type === 'puppeteer' && browser.name !== 'Firefox',
          setViewport: browser.type === 'puppeteer',
        };
      if (command !== 'media-features') return undefined;
      const { media, colorScheme, forcedColors, reducedMotion } = payload as MediaFeatures;
      const features = {
        'prefers-color-scheme': colorScheme,
        'prefers-reduced-motion': reducedMotion,
        'forced-colors': forcedColors,
      };
      const page = browser.getPage(id);
      // One for each page: what another one has set would stay when the page goes on to the next file.
      const protocol = await (protocols.get(page) ?? page.createCDPSession());
      protocols.set(page, protocol);
      await protocol.send('Emulation.setEmulatedMedia', {
        media: media === 'print' ? media : '',
        features: Object.entries(features).map(([name, value]) => ({ name, value: value ?? '' })),
      });
      return true;
    },
  };
}
