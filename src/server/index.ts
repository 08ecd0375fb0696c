/**
 * The token backend and gateway for a site's server (DESIGN §4). Web standards only; nothing here belongs in a
 * browser.
 *
 * @packageDocumentation
 */
export { createImgproHandler } from './handler.ts';
export type { ImgproHandler } from './handler.ts';
export type { Authorization, HandlerOptions, LogEntry, Timeouts, TokenAsk } from './options.ts';
export type { Policy } from './policy.ts';
export { memoryStore } from './store.ts';
export type { ImgproStore } from './store.ts';
