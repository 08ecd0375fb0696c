/** A finger's state, as the protocol of Chromium tells it. */
export interface Touch {
  type: 'touchStart' | 'touchMove' | 'touchEnd' | 'touchCancel';
  /** The fingers on the screen, in CSS pixels; none when the last is lifted. */
  points: { x: number; y: number }[];
}

interface Cdp {
  send(method: string, parameters?: object): Promise<unknown>;
}

interface Session {
  id: string;
  browser: { type: string; name: string; getPage?(id: string): { createCDPSession(): Promise<Cdp> } };
}

/**
 * A test-runner plugin with the commands `touch`, a real finger's step, and `touchscreen`, a device without a mouse. Chromium
 * alone has a protocol for fingers; elsewhere both say false.
 */
export function touches() {
  const sessions = new Map<string, Promise<Cdp>>();
  const sessionOf = ({ id, browser }: Session) => {
    const known = sessions.get(id) ?? browser.getPage!(id).createCDPSession();
    sessions.set(id, known);
    return known;
  };
  return {
    name: 'touch',
    async executeCommand({
      command,
      payload,
      session,
    }: {
      command: string;
      payload?: unknown;
      session: Session;
    }): Promise<boolean | undefined> {
      if (command !== 'touch' && command !== 'touchscreen') return undefined;
      const { type, name } = session.browser;
      if (type !== 'puppeteer' || name === 'Firefox') return false;
      const cdp = await sessionOf(session);
      if (command === 'touchscreen') {
        await cdp.send('Emulation.setTouchEmulationEnabled', {
          enabled: payload === true,
          maxTouchPoints: 5,
        });
        return true;
      }
      const { type: step, points } = payload as Touch;
      await cdp.send('Input.dispatchTouchEvent', {
        type: step,
        touchPoints: points.map(({ x, y }, id) => ({ x, y, id })),
      });
      return true;
    },
  };
}
