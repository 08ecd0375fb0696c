import { setTimeout as pause } from 'node:timers/promises';

interface Point {
  x: number;
  y: number;
}

interface Touch {
  move(x: number, y: number): Promise<void>;
  end(): Promise<void>;
}

interface Session {
  id: string;
  browser: {
    type: string;
    getPage(id: string): { touchscreen: { touchStart(x: number, y: number): Promise<Touch> } };
  };
}

/** Steps of a swipe: few enough to be quick, more than a tap has. */
const STEPS = 6;
/** The time of a step (ms): a finger that is gone within a frame has moved nothing. */
const STEP = 25;

/** A test-runner plugin with the command `swipe`: a real finger, in browsers that Puppeteer drives. */
export function swipes() {
  return {
    name: 'swipe',
    async executeCommand({
      command,
      payload,
      session,
    }: {
      command: string;
      payload?: unknown;
      session: Session;
    }): Promise<boolean | undefined> {
      if (command !== 'swipe') return undefined;
      if (session.browser.type !== 'puppeteer') return false;
      const { from, to } = payload as { from: Point; to: Point };
      const touch = await session.browser.getPage(session.id).touchscreen.touchStart(from.x, from.y);
      for (let step = 1; step <= STEPS; step++) {
        const part = step / STEPS;
        await pause(STEP);
        await touch.move(from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part);
      }
      await touch.end();
      return true;
    },
  };
}
