import { expect, test } from 'vitest';
import { askedAtOnce } from '../../../scripts/ask-at-once.ts';

const files = {
  'script.js': { imports: [] },
  'parts/shell.js': { imports: ['parts/base.js'] },
  'parts/base.js': { imports: [] },
  'parts/engine.js': { imports: ['parts/base.js', 'parts/service.js'] },
  'parts/service.js': { imports: ['parts/retry.js'] },
  'parts/retry.js': { imports: [] },
};

test('a file is asked for together with all that it imports, at any depth', () => {
  expect(askedAtOnce('load(() => import(`./engine.js`))', 'parts/shell.js', files)).toBe(
    'load(() => (import(`./service.js`).catch(()=>{}),import(`./retry.js`).catch(()=>{}),import(`./engine.js`)))',
  );
});

test('what is there with the file that asks is not asked for', () => {
  const code = 'import("./base.js");import("./retry.js")';
  expect(askedAtOnce(code, 'parts/shell.js', files)).toBe(code);
});

test('addresses are those of the file that asks', () => {
  expect(askedAtOnce('import("./parts/shell.js").then(show)', 'script.js', files)).toBe(
    '(import("./parts/base.js").catch(()=>{}),import("./parts/shell.js")).then(show)',
  );
});

test('other imports stay as they are', () => {
  for (const code of [
    'import(address)',
    'import("https://cdn.test/engine.js")',
    'import{a}from"./engine.js"',
  ])
    expect(askedAtOnce(code, 'parts/shell.js', files)).toBe(code);
});
