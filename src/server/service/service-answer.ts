/** The service's answer, read whole. Nothing of it goes to a browser as it is. */
export interface ServiceAnswer {
  ok: boolean;
  status: number;
  headers: Headers;
  text: string;
  /** Parsed JSON; undefined when it was none. */
  json: unknown;
}
