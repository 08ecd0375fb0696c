import type { Specimen } from './corpus.ts';

/** Where the corpus stands on the test server: a list of facts, and each file by its place in it. */
const FOLDER = '/test/harness/corpus-files/';

/**
 * A test-runner plugin with the files of the corpus, made when they are asked for. CORPUS=full has all of them, another
 * value those whose names it matches; else it is a sample.
 */
export function corpusFiles() {
  const made = new Map<number, Promise<Uint8Array>>();
  let list: Promise<Specimen[]> | undefined;
  const specimens = () =>
    (list ??= import('./corpus.ts').then(({ corpus, shortCorpus }) => {
      const wanted = process.env['CORPUS'];
      if (!wanted) return shortCorpus();
      return wanted === 'full' ? corpus() : corpus().filter(({ name }) => new RegExp(wanted).test(name));
    }));
  const bytesOf = async (at: number) => {
    const specimen = (await specimens())[at]!;
    const bytes = made.get(at) ?? Promise.resolve(specimen.make());
    made.set(at, bytes);
    return bytes;
  };
  return {
    name: 'corpus-files',
    async serve({ path }: { path: string }) {
      if (!path.startsWith(FOLDER)) return undefined;
      const name = path.slice(FOLDER.length);
      if (name === 'index.json')
        return {
          body: JSON.stringify((await specimens()).map(({ make: _, ...facts }) => facts)),
          type: 'json',
        };
      const bytes = await bytesOf(Number(name));
      // The server's plugins answer in text.
      return { body: Buffer.from(bytes).toString('base64'), type: 'text' };
    },
  };
}
