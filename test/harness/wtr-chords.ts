/** Puppeteer's and WebDriver's ways to hold keys down; the test runner's own `sendKeys` cannot do it in WebDriver. */
interface Session {
  id: string;
  browser:
    | {
        type: 'puppeteer';
        getPage(id: string): { keyboard: Record<'down' | 'up', (key: string) => Promise<void>> };
      }
    | { type: 'webdriver'; driverManager: { performActions(id: string, actions: unknown[]): Promise<void> } };
}

/** WebDriver's names of keys that are no characters: https://w3c.github.io/webdriver/#keyboard-actions */
const webdriverKeys: Record<string, string> = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Control: '\uE009',
  Escape: '\uE00C',
  PageUp: '\uE00E',
  PageDown: '\uE00F',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Delete: '\uE017',
};

/** Keys that are held together, and how often they are. */
interface Chord {
  keys: string[];
  times: number;
}

/** A test-runner plugin with the command `press-chord`: real keys, pressed in this order and released in the other. */
export function chords() {
  return {
    name: 'press-chord',
    async executeCommand({
      command,
      payload,
      session,
    }: {
      command: string;
      payload?: unknown;
      session: Session;
    }) {
      if (command !== 'press-chord') return undefined;
      const { keys, times } = payload as Chord;
      const strokes = Array.from({ length: times }, () => [
        ...keys.map((key) => ['down', key] as const),
        ...keys.toReversed().map((key) => ['up', key] as const),
      ]).flat();
      if (session.browser.type === 'puppeteer') {
        const { keyboard } = session.browser.getPage(session.id);
        for (const [way, key] of strokes) await keyboard[way](key);
      } else {
        const actions = strokes.map(([way, key]) => ({
          type: way === 'down' ? 'keyDown' : 'keyUp',
          value: webdriverKeys[key] ?? key,
        }));
        await session.browser.driverManager.performActions(session.id, [
          { type: 'key', id: 'keyboard', actions },
        ]);
      }
      return true;
    },
  };
}
