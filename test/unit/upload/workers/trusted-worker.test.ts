import { describe, expect, it } from 'vitest';
import { trustOf } from '../../../../src/upload/workers/trusted-worker.ts';

describe('whether a page lets us start a worker', () => {
  it.each([
    ['no policy', [], 'free'],
    ['a policy without Trusted Types', ["script-src 'self'; trusted-types lit-html"], 'free'],
    [
      "the elements' own policy",
      ["default-src 'none'; require-trusted-types-for 'script'; trusted-types lit-html"],
      'closed',
    ],
    ['our name in the list', ["require-trusted-types-for 'script'; trusted-types lit-html imgpro"], 'named'],
    ['any name', ["Require-Trusted-Types-For 'script'; Trusted-Types *"], 'named'],
    ['enforced, and no list of names', ["require-trusted-types-for 'script'"], 'named'],
    ['no name at all', ["require-trusted-types-for 'script'; trusted-types 'none'"], 'closed'],
    [
      'two policies, of which one is stricter',
      ["require-trusted-types-for 'script', trusted-types lit-html"],
      'closed',
    ],
    [
      'a header and a meta',
      ["require-trusted-types-for 'script'; trusted-types imgpro", 'trusted-types x'],
      'closed',
    ],
  ] as const)('%s', (_, policies, trust) => expect(trustOf([...policies])).toBe(trust));
});
