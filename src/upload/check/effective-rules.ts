import type { UploadPolicy } from '../../api/types.ts';
import { ANONYMOUS_MAX_BYTES, parseAccept, type Format, type Target, type UploadRules } from './rules.ts';

const TARGETS: Readonly<Record<string, Target>> = { jpeg: 'jpg', jpg: 'jpg', webp: 'webp', png: 'png' };

/** Format that a page names as the target of conversion; undefined when browsers cannot write it. */
export function parseTarget(name: string): Target | undefined {
  return Object.hasOwn(TARGETS, name) ? TARGETS[name] : undefined;
}

/** Formats that a browser may be able to decode and resize. */
export const RESIZABLE: ReadonlySet<Format> = new Set(['jpg', 'png', 'webp', 'avif', 'heic', 'bmp']);

/**
 * The rules of the page, narrowed by the token's policy, so that no file is sent which the gateway would refuse. The page's
 * rules are about files that are chosen, the policy is about files that are sent: a format may be chosen if it will be
 * converted to one that the token accepts.
 */
export function effectiveRules(
  page: UploadRules,
  policy: UploadPolicy | undefined,
  anonymous: boolean,
): UploadRules {
  const allowed = policy?.types ? parseAccept(policy.types.join(',')) : undefined;
  const formats =
    page.formats && allowed
      ? new Set([...page.formats].filter((format) => allowed.has(format)))
      : (page.formats ?? allowed);
  const isConverting = page.target && allowed?.has(page.target);
  const converted = [...RESIZABLE].filter(
    (format) => !allowed?.has(format) && (page.formats?.has(format) ?? true),
  );
  return {
    ...page,
    formats,
    sent: allowed,
    converted: isConverting ? new Set(converted) : undefined,
    maxFiles: least(page.maxFiles, policy?.max_files),
    maxFileSize: least(page.maxFileSize ?? (anonymous ? ANONYMOUS_MAX_BYTES : undefined), policy?.max_bytes),
  };
}

function least(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined ? b : b === undefined ? a : Math.min(a, b);
}
