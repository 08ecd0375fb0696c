// The class docs are the contract; custom-elements.json is what Storybook and editors read of them.
import { beforeAll, describe, expect, test } from 'vitest';
import { CONTRACT, KINDS, namesOf } from '../../package/contract.ts';
import { readManifest, type Declaration } from './read-manifest.ts';

let elements: Map<string, Declaration>;

beforeAll(() => {
  elements = readManifest();
}, 60_000);

for (const tag of Object.keys(CONTRACT)) {
  describe(`<${tag}>`, () => {
    test('has every name of the contract', () => {
      const declaration = elements.get(tag)!;
      const missing = Object.entries(namesOf(tag)).flatMap(([kind, list]) => {
        const have = declaration[kind as (typeof KINDS)[number]] ?? [];
        return list
          .filter((name) => !have.some((each) => each.name === name))
          .map((name) => `${kind} ${name}`);
      });
      expect(missing).toEqual([]);
    });

    test('describes everything it shows', () => {
      const declaration = elements.get(tag)!;
      expect(declaration.summary).toBeTruthy();
      const silent = KINDS.flatMap((kind) =>
        (declaration[kind] ?? [])
          .filter(({ description }) => !description)
          .map(({ name }) => `${kind} ${name}`),
      );
      expect(silent).toEqual([]);
    });
  });
}
