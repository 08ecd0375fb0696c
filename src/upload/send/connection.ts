import type { ImgproClient, TokenSource } from '../../api/index.ts';

/** The way of uploads to the API. */
export interface UploadConnection {
  /** Null or missing: anonymous uploads. */
  tokens?: TokenSource | null;
  /**
   * Base address; default: the token's own, else the service. It is the word of the page's script, and followed to any
   * origin, with the token: an address that others can write, as one in markup, must not get here unchecked.
   */
  apiUrl?: string;
  /** An API client that sends instead: it keeps its credentials to itself, and reports no progress. */
  client?: ImgproClient;
  /** Called with the headers of each answer that stores an image: limits, and the service's offer. Not with `client`. */
  onAnswer?(headers: Headers): void;
}
