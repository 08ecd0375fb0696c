/**
 * The token backend and gateway for a site's server. Web standards only; nothing here belongs in a browser.
 *
 * @packageDocumentation
 */
export { createImgproHandler } from './handler.ts';
export type { ImgproHandler } from './handler.ts';
export type { RefusedFile, StoreFormOptions, StoredForm } from './forms.ts';
export { GatewayError } from './errors.ts';
export type { LogEntry, LoggedError } from './log.ts';
export type {
  Authorization,
  HandlerOptions,
  Limits,
  Metric,
  Timeouts,
  TokenAsk,
  UploadClaims,
} from './options.ts';
export type { Policy } from './policy.ts';
export { memoryStore } from './stores/memory.ts';
export type { ImgproStore, Reservation, ReservationResult } from './stores/store.ts';
