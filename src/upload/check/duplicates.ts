import { sameBytes } from './inspect.ts';
import { digestFiles } from './inspect-in-worker.ts';

/**
 * Passes of hashing, the cheaper first: middle and end of a file, then the whole file. The second only reads files that the
 * first could not distinguish.
 */
const WHOLE = [false, true] as const;

/** Groups of this size are compared byte by byte, without hashing. */
const FEW = 2;

/** Hashes by file, one map for each pass. */
const known = [new WeakMap<Blob, string>(), new WeakMap<Blob, string>()] as const;

/**
 * Finds duplicates by content, never by name: cameras reuse names, and people rename files. Size and first bytes (the
 * fingerprint) distinguish nearly all files. Where many have these in common, as drawings or dumps do, each of them is
 * hashed once, instead of compared with every other.
 */
export class Duplicates {
  readonly #like: (fingerprint: string) => readonly Blob[];
  /** Files on the list, or accepted since. */
  readonly #present = new Set<Blob>();
  /** Groups of files, each group by its members, that only a comparison of their bytes can distinguish. */
  readonly #candidates = new Map<Blob, ReadonlySet<Blob>>();

  /** @param like Finds the files on the list with a fingerprint. */
  constructor(like: (fingerprint: string) => readonly Blob[]) {
    this.#like = like;
  }

  /** Groups some new files with all that may be the same; hashes those that their fingerprints do not distinguish. */
  async prepare(files: readonly (readonly [Blob, string])[]): Promise<void> {
    // Nearly every file is alone with its fingerprint: such a group is the file itself, without a set.
    const groups = new Map<string, Blob | Set<Blob>>();
    for (const [file, fingerprint] of files) {
      const group = groups.get(fingerprint);
      if (group instanceof Set) group.add(file);
      else if (group) groups.set(fingerprint, new Set([group, file]));
      else {
        const others = this.#like(fingerprint);
        for (const other of others) this.#present.add(other);
        groups.set(fingerprint, others.length > 0 ? new Set([...others, file]) : file);
      }
    }
    let alike = [...groups.values()].filter((group) => group instanceof Set);
    for (const [at, whole] of WHOLE.entries()) {
      const many = alike.filter(({ size }) => size > FEW);
      if (many.length === 0) break;
      const unknown = many.flatMap((group) => [...group].filter((file) => !known[at]!.has(file)));
      const digests = await digestFiles(unknown, whole);
      for (const [place, file] of unknown.entries()) known[at]!.set(file, digests[place]!);
      alike = alike.flatMap((group) => (group.size > FEW ? [...split(group, known[at]!)] : [group]));
    }
    for (const group of alike) for (const file of group) this.#candidates.set(file, group);
  }

  /** Whether a prepared file is the same as one on the list, or one accepted since. */
  async has(file: Blob): Promise<boolean> {
    for (const other of this.#candidates.get(file) ?? []) {
      try {
        if (this.#present.has(other) && (await sameBytes(file, other))) return true;
      } catch {
        // One of the two can no longer be read, and counts as different.
      }
    }
    return false;
  }

  /** Adds an accepted file, which the next may be the same as. */
  add(file: Blob): void {
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
