import type { FileFacts } from './judge-file.ts';

/** Facts to find out beside the format; each takes more than the first bytes of a file. */
export interface Wanted {
  dimensions?: boolean;
  motion?: boolean;
}

/** Facts about a file, read from its bytes. */
export interface Inspected extends FileFacts {
  mime: string;
  /** Size, and a hash of the first bytes: equal for equal files, hardly ever for others. */
  fingerprint: string;
}
