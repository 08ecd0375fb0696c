import type { FileFacts } from './judge-file.ts';

/** Facts that have to be known beside the format, and take reading more than the beginning. */
export interface Wanted {
  dimensions?: boolean;
  motion?: boolean;
}

/** The facts about a file that its bytes tell. */
export interface Inspected extends FileFacts {
  mime: string;
  /** By size and first bytes: equal files have equal ones, others hardly ever. */
  fingerprint: string;
}
