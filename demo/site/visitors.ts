import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { parse } from 'hono/utils/cookie';

const COOKIE = 'demo_user';
const NAME = /^visitor-[0-9a-f-]{36}$/;

/** Gives a new visitor a name, as signing in would. */
export function signIn(context: Context): void {
  if (NAME.test(getCookie(context, COOKIE) ?? '')) return;
  setCookie(context, COOKIE, `visitor-${crypto.randomUUID()}`, {
    httpOnly: true,
    sameSite: 'Lax',
    path: '/',
    maxAge: 365 * 24 * 3600,
  });
}

/** Who sends this request; null for somebody who has seen no page of the site yet. */
export function visitorOf(request: Request): string | null {
  const name = parse(request.headers.get('cookie') ?? '', COOKIE)[COOKIE];
  return name !== undefined && NAME.test(name) ? name : null;
}
