/** Facts that the server knows of a request beyond the request: who sent it. */
export interface Surroundings {
  /** The peer's address; in-process calls have none. */
  address?: string;
}
