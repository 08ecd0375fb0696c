/** The event by which the panel "Mock" asks the preview to do something to the mock. */
export const DEED = 'imgpro/mock';

/** The buttons of the panel, and their words. */
export const DEEDS = {
  fail: 'Fail the next upload',
  lose: 'Lose the next answer',
  slow: 'Slow line',
  offline: 'Go offline',
  online: 'Go online',
  expire: 'Expire the token',
  advance: 'Advance the clock 31 days',
  reset: 'Reset',
} as const;

export type Deed = keyof typeof DEEDS;
