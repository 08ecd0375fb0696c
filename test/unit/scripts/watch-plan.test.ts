import { expect, test } from 'vitest';
import { commandOf, filesNamed } from '../../../scripts/watch-plan.ts';

const files = [
  'test/unit/upload/send/retry-policy.test.ts',
  'test/unit/api/retry.test.ts',
  'test/browser/uploader/rules.test.ts',
  'test/unit/upload/check/rules.test.ts',
];

test.each([
  ['test/unit/api/retry.test.ts', ['test/unit/api/retry.test.ts']],
  ['./test/unit/api/retry.test.ts', ['test/unit/api/retry.test.ts']],
  ['retry-policy', ['test/unit/upload/send/retry-policy.test.ts']],
  ['retry', ['test/unit/api/retry.test.ts']],
  ['uploader/rules', ['test/browser/uploader/rules.test.ts']],
  ['rules', ['test/browser/uploader/rules.test.ts', 'test/unit/upload/check/rules.test.ts']],
  ['nowhere', []],
])('%s means %o', (name, found) => {
  expect(filesNamed(name, files)).toEqual(found);
});

test('an element test runs in a browser, any other in Node', () => {
  expect(commandOf(files[2]!)).toContain('--watch');
  expect(commandOf(files[2]!)[0]).toMatch(/test-runner/);
  expect(commandOf(files[0]!)).toEqual(['vitest/vitest.mjs', 'watch', files[0]]);
});
