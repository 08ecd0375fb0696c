import type { Body, Meta, Uppy, UppyEventMap } from '@uppy/core';

/** Tells a page of something. An error it throws then is an uncaught error of its own, as with events of the DOM. */
export function apart(call: () => void): void {
  try {
    call();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}

/**
 * Tells of an event of an Uppy. Its emitter lets what a listener throws through to whoever tells, so that a mistake of
 * the page would fail an upload that is stored.
 */
export function tell<M extends Meta, B extends Body, Name extends keyof UppyEventMap<M, B>>(
  uppy: Uppy<M, B>,
  event: Name,
  ...detail: Parameters<UppyEventMap<M, B>[Name]>
): void {
  apart(() => uppy.emit(event, ...detail));
}

type Listener = (...detail: unknown[]) => void;
interface Listened {
  on(event: string, listener: Listener): unknown;
  once(event: string, listener: Listener): unknown;
  off(event: string, listener: Listener): unknown;
}

/** From now on no listener of an Uppy can stop another one, or whoever tells, Uppy's own steps included. */
export function guardListeners<M extends Meta, B extends Body>(uppy: Uppy<M, B>): void {
  const guards = new WeakMap<Listener, Listener>();
  const guarded = (listener: Listener): Listener => {
    const guard = guards.get(listener) ?? ((...detail) => apart(() => listener(...detail)));
    guards.set(listener, guard);
    return guard;
  };
  const own = uppy as unknown as Listened;
  for (const name of ['on', 'once', 'off'] as const) {
    const method = own[name].bind(own);
    own[name] = (event, listener) => {
      method(event, guarded(listener));
      return uppy;
    };
  }
}
