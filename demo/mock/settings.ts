import type { Account, Key } from './ports.ts';
import type { AnonymousLimit } from './rules/rate.ts';

/** How a mock behaves; everything has a default. */
export interface Settings {
  /** Seeded images of the demo account. */
  images: number;
  seed: number;
  /** `errors`: blocked and failed images answer 403 and 422 (newest documents). `objects`: they are objects with flags. */
  lifecycle: 'errors' | 'objects';
  anonymousLimit: AnonymousLimit;
  /** Base of all addresses in objects; null = the request's own. */
  publicUrl: string | null;
  /** Where the mock is mounted: '' or `/…/mock`. */
  basePath: string;
  control: 'loopback' | 'any' | 'off';
  /** Script and style of the admin page, and the pages that may frame it (none by default); null = there is no such page. */
  admin: { script: string; style: string; ancestors?: string } | null;
}

/** Plans, as the service's quick start once told them. Data of the mock only: they moved three times in a year. */
export const PLANS: Record<string, { uploads: number; storage: number }> = {
  free: { uploads: 100, storage: 1_073_741_824 },
  pro: { uploads: 1_000, storage: 10_737_418_240 },
  scale: { uploads: 10_000, storage: 107_374_182_400 },
  max: { uploads: 100_000, storage: 1_099_511_627_776 },
};

export const DEMO_ACCOUNT = 'demo';
export const FULL_ACCOUNT = 'full';
export const APP_ACCOUNT = 'app';

const limitsOf = (plan: string): Account['limits'] => ({
  uploads: PLANS[plan]?.uploads ?? null,
  storage: PLANS[plan]?.storage ?? null,
});

/** Always there. */
export const ACCOUNTS: Account[] = [
  { id: DEMO_ACCOUNT, plan: 'max', limits: limitsOf('max') },
  { id: 'other', plan: 'pro', limits: limitsOf('pro') },
  { id: APP_ACCOUNT, plan: 'max', limits: limitsOf('max') },
  { id: FULL_ACCOUNT, plan: 'free', limits: limitsOf('free') },
];

export const KEYS: Key[] = [
  { key: 'img_live_demo', account: DEMO_ACCOUNT, abilities: ['read', 'write'] },
  { key: 'img_live_demo_read', account: DEMO_ACCOUNT, abilities: ['read'] },
  { key: 'img_live_demo_write', account: DEMO_ACCOUNT, abilities: ['write'] },
  { key: 'img_live_other', account: 'other', abilities: ['read', 'write'] },
  { key: 'img_sk_demo', account: APP_ACCOUNT, abilities: ['read', 'write'], app: true },
  { key: 'img_live_full', account: FULL_ACCOUNT, abilities: ['read', 'write'] },
];
