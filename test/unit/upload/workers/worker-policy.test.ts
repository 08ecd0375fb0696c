import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

type Rules = { createScriptURL(url: string): string };

/** The addresses of workers that were constructed. */
let started: unknown[];
/** The policy as it is handed to the browser, and so to whatever has replaced `createPolicy`. */
let rules: Rules;

beforeEach(() => {
  started = [];
  vi.resetModules();
  vi.stubGlobal(
    'Worker',
    class {
      constructor(url: unknown) {
        started.push(url);
      }
    },
  );
  vi.stubGlobal('trustedTypes', {
    createPolicy: (_name: string, given: Rules) => {
      rules = given;
      return { createScriptURL: (url: string) => ({ trusted: given.createScriptURL(url) }) };
    },
  });
  const policy = "require-trusted-types-for 'script'; trusted-types imgpro";
  vi.stubGlobal('fetch', async () => new Response(null, { headers: { 'content-security-policy': policy } }));
  vi.stubGlobal('location', new URL('https://site.example/page'));
  vi.stubGlobal('document', { baseURI: 'https://site.example/page', querySelectorAll: () => [] });
});
afterEach(() => vi.unstubAllGlobals());

const permitted = async () =>
  (await (await import('../../../../src/upload/workers/trusted-worker.ts')).allowedWorker())!;

describe('the policy for workers', () => {
  const OWN = 'https://site.example/assets/inspect-4f2a.js';

  it('trusts a worker of ours, whatever a bundler called its file', async () => {
    const Permitted = await permitted();
    new Permitted(new URL(OWN), { type: 'module' });
    expect(started).toEqual([{ trusted: OWN }]);
  });

  it('trusts no address that something else brings, not even one of ours', async () => {
    const Permitted = await permitted();
    expect(() => rules.createScriptURL('https://site.example/uploads/1.js')).toThrow(TypeError);
    expect(() => rules.createScriptURL(OWN)).toThrow(TypeError);
    new Permitted(new URL(OWN));
    expect(() => rules.createScriptURL(OWN)).toThrow(TypeError);
  });

  it.each(['https://cdn.example/inspect.js', 'data:text/javascript,1', 'blob:https://site.example/1-2-3'])(
    'starts nothing from %s',
    async (address) => {
      const Permitted = await permitted();
      expect(() => new Permitted(new URL(address))).toThrow('no worker of imgpro-elements');
      expect(started).toEqual([]);
      expect(() => rules.createScriptURL(address)).toThrow(TypeError);
    },
  );
});
