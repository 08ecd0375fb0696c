import type { SoakPage } from '../page/page.ts';
import type { Proxy } from '../proxy.ts';

/** A browser as a run drives it. */
export interface Driver {
  /** How its connection is taken away. */
  readonly offlineBy: string;
  open(url: string): Promise<void>;
  reload(): Promise<void>;
  /** Calls a function of the page's `soak` object, and waits for it. */
  call<Name extends keyof SoakPage>(
    name: Name,
    ...args: Parameters<SoakPage[Name]>
  ): Promise<Awaited<ReturnType<SoakPage[Name]>>>;
  setOffline(offline: boolean): Promise<void>;
  close(): Promise<void>;
}

export type StartDriver = (proxy: Proxy) => Promise<Driver>;
