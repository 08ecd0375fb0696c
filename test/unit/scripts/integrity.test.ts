import { expect, test } from 'vitest';
import { filesAtOnce } from '../../../scripts/integrity.ts';

test('an element’s files are its own and all that they import at once, each once', () => {
  const parts = {
    'element.ts': { file: 'parts/element.js', imports: ['shared.ts', 'base.ts'] },
    'shared.ts': { file: 'parts/shared.js', imports: ['base.ts'] },
    'base.ts': { file: 'parts/base.js', imports: ['shared.ts'] },
    'later.ts': { file: 'parts/later.js' },
  };
  expect(filesAtOnce('element.ts', parts)).toEqual(['parts/element.js', 'parts/shared.js', 'parts/base.js']);
});

test('a source that is not among the parts is an error', () => {
  expect(() => filesAtOnce('gone.ts', {})).toThrow();
});
