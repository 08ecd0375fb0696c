import { sameBytes } from './inspect.ts';
import { digestFiles } from './inspect-in-worker.ts';

/** How files are told apart, each way taken for those alone that the one before leaves alike. */
const WAYS = [false, true] as const;

/** So many are compared rather. */
const FEW = 2;

/** Digests known of files, by either way; they go with the files. */
const known = [new WeakMap<Blob, string>(), new WeakMap<Blob, string>()] as const;

/**
 * Tells which files are the same as others, by content, never by name: cameras reuse names, and people rename. Nearly
 * all are told apart by size and beginning already. Where those are the same for many, as for drawings or dumps, each
 * file is looked at further once, rather than compared with every other.
 */
export class Duplicates {
  readonly #like: (fingerprint: string) => readonly Blob[];
  /** Files that are there, or were taken. */
  readonly #present = new Set<Blob>();
  /** By file, those that nothing but their bytes tells it apart from, itself among them. */
  readonly #rivals = new Map<Blob, ReadonlySet<Blob>>();

  /** @param like Files that are there already, by their fingerprint. */
  constructor(like: (fingerprint: string) => readonly Blob[]) {
    this.#like = like;
  }

  /** Looks further into those of some files, by their fingerprints, that are not told apart by these. */
  async prepare(files: readonly (readonly [Blob, string])[]): Promise<void> {
    // Of thousands of files nearly each is alone with its fingerprint: that costs one entry.
    const groups = new Map<string, Blob | Set<Blob>>();
    for (const [file, fingerprint] of files) {
      const kin = groups.get(fingerprint);
      if (kin instanceof Set) kin.add(file);
      else if (kin) groups.set(fingerprint, new Set([kin, file]));
      else {
        const others = this.#like(fingerprint);
        for (const other of others) this.#present.add(other);
        groups.set(fingerprint, others.length > 0 ? new Set([...others, file]) : file);
      }
    }
    let alike = [...groups.values()].filter((group) => group instanceof Set);
    for (const [at, whole] of WAYS.entries()) {
      const many = alike.filter(({ size }) => size > FEW);
      const unknown = many.flatMap((group) => [...group].filter((file) => !known[at]!.has(file)));
      const digests = await digestFiles(unknown, whole);
      for (const [place, file] of unknown.entries()) known[at]!.set(file, digests[place]!);
      alike = alike.flatMap((group) => (group.size > FEW ? [...split(group, known[at]!)] : [group]));
    }
    for (const group of alike) for (const file of group) this.#rivals.set(file, group);
  }

  /** Whether there is anything that a file which was prepared may be the same as. */
  isDoubtful(file: Blob): boolean {
    return this.#rivals.has(file);
  }

  /** Whether a file that was prepared is among those that are there, or were taken. */
  async has(file: Blob): Promise<boolean> {
    for (const other of this.#rivals.get(file) ?? []) {
      try {
        if (this.#present.has(other) && (await sameBytes(file, other))) return true;
      } catch {
        // One of them can no longer be read: then it is not known to be the same.
      }
    }
    return false;
  }

  /** A file is taken: the next may be the same. */
  take(file: Blob): void {
    this.#present.add(file);
  }
}

function split(group: Iterable<Blob>, by: WeakMap<Blob, string>): Iterable<Set<Blob>> {
  const groups = new Map<string, Set<Blob>>();
  for (const file of group) {
    const digest = by.get(file)!;
    groups.set(digest, (groups.get(digest) ?? new Set<Blob>()).add(file));
  }
  return groups.values();
}
