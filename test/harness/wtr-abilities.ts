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

interface Session {
  id: string;
  browser: {
    type: string;
    name: string;
    getPage(id: string): {
      createCDPSession(): Promise<{
        send(method: string, params: object): Promise<unknown>;
        detach(): Promise<void>;
      }>;
    };
  };
}

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
      const protocol = await browser.getPage(id).createCDPSession();
      await protocol.send('Emulation.setEmulatedMedia', {
        media: media === 'print' ? media : '',
        features: Object.entries(features).map(([name, value]) => ({ name, value: value ?? '' })),
      });
      return true;
    },
  };
}
