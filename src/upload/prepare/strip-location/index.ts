export { LocationError } from './error.ts';
export { findLocation, stripLocation } from './strip.ts';
