/** Name of our Trusted Types policy. A page lists it to allow our workers: `trusted-types lit-html imgpro`. */
export const POLICY = 'imgpro';

/**
 * Permission of a page's Content Security Policies to start a worker. `free`: no Trusted Types are enforced;
 * `named`: they are, and a policy of our name may be created; `closed`: no worker can be started.
 */
export function trustOf(policies: readonly string[]): 'free' | 'named' | 'closed' {
  const all = policies.flatMap((list) => list.split(',')).map(directivesOf);
  const enforcing = all.some((directives) =>
    directives.get('require-trusted-types-for')?.includes("'script'"),
  );
  if (!enforcing) return 'free';
  const listed = all.map((directives) => directives.get('trusted-types')).filter((names) => !!names);
  return listed.every((names) => names.includes(POLICY) || names.includes('*')) ? 'named' : 'closed';
}

function directivesOf(policy: string): Map<string, string[]> {
  const directives = new Map<string, string[]>();
  for (const text of policy.split(';')) {
    const [name = '', ...values] = text.trim().split(/\s+/);
    if (!directives.has(name.toLowerCase())) directives.set(name.toLowerCase(), values);
  }
  return directives;
}

type Maker = typeof Worker;
type Types = {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): unknown };
};

let asked: Promise<Maker | null> | undefined;

/**
 * The constructor for our workers; null where the page's Trusted Types forbid them. An attempt that is refused would
 * leave a violation in the console of such a page. The page's policies are therefore read first, once: from its `meta`
 * elements and, by a HEAD request, from its headers.
 */
export function allowedWorker(): Promise<Maker | null> {
  return (asked ??= find());
}

async function find(): Promise<Maker | null> {
  if (typeof Worker !== 'function') return null;
  const types = (globalThis as { trustedTypes?: Types }).trustedTypes;
  if (!types) return Worker;
  const trust = trustOf(await policiesOfPage());
  if (trust === 'closed') return null;
  if (trust === 'free') return Worker;
  return trustedWorker(types);
}

/**
 * A `Worker` whose policy accepts an address only while one of our modules starts a worker with it, and only on the page's
 * own origin. For any other caller the policy throws. It has no list of our files, as a site's bundler renames them.
 */
function trustedWorker(types: Types): Maker {
  let starting: string | null = null;
  const policy = types.createPolicy(POLICY, {
    createScriptURL(url) {
      if (url === starting && isOfPage(url)) return url;
      throw new TypeError('This is no worker of imgpro-elements.');
    },
  });
  return new Proxy(Worker, {
    construct(target, [url, options]: [URL, WorkerOptions?]) {
      starting = String(url);
      try {
        return new target(policy.createScriptURL(starting) as string, options);
      } finally {
        starting = null;
      }
    },
  });
}

/** Whether an address is of the page's own origin; not `data:` or `blob:`, whose content may come from anywhere. */
const isOfPage = (address: string): boolean =>
  new URL(address, document.baseURI).href.startsWith(`${location.origin}/`);

async function policiesOfPage(): Promise<string[]> {
  const metas = [...document.querySelectorAll<HTMLMetaElement>('meta[http-equiv]')];
  const policies = metas
    .filter(({ httpEquiv }) => httpEquiv.toLowerCase() === 'content-security-policy')
    .map(({ content }) => content);
  try {
    const answer = await fetch(location.href, { method: 'HEAD', credentials: 'same-origin' });
    policies.push(answer.headers.get('content-security-policy') ?? '');
  } catch {
    // There is no header, as for a page from a file: only its `meta` elements count.
  }
  return policies;
}
