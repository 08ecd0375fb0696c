import type { UploadPolicy } from '../../api/types.ts';
import { ANONYMOUS_MAX_BYTES, parseAccept, parseSize, type UploadRules } from '../../upload/check/rules.ts';
import { warnOnce } from '../shared/base/warn.ts';
import { connectionSettings, isAnonymous } from '../shared/ui/connection-settings.ts';
import type { UploaderProperties } from './properties.ts';
import { words } from '../shared/ui/words.ts';

export type Source = 'file' | 'folder' | 'drop' | 'paste' | 'url' | 'camera';

const SOURCES: readonly Source[] = ['file', 'folder', 'drop', 'paste', 'url', 'camera'];

/** The ways in that are known; unknown words warn once, and an empty list means the default. */
export function parseSources(list: string): ReadonlySet<Source> {
  const wanted = words(list);
  const known = wanted.filter((word): word is Source => SOURCES.includes(word as Source));
  if (known.length < wanted.length)
    warnOnce('uploader:sources', `sources="${list}": the ways in are ${SOURCES.join(', ')}.`);
  return new Set(known.length > 0 ? known : (['file', 'drop', 'paste'] as const));
}

/** The ways in that the page wants and the token allows. */
export function openSources(list: string, policy: UploadPolicy | undefined): ReadonlySet<Source> {
  const sources = new Set(parseSources(list));
  if (policy?.import === false) sources.delete('url');
  return sources;
}

/** A whole number from an attribute; undefined when it is missing or, with a warning, when it is none. */
export function count(value: number | string | null, attribute: string): number | undefined {
  if (value === null || value === '') return undefined;
  const number = Number(value);
  if (Number.isInteger(number) && number >= 0) return number;
  warnOnce(`uploader:${attribute}`, `${attribute}="${value}" is not a whole number; it is ignored.`);
  return undefined;
}

function size(value: number | string | null): number | undefined {
  if (value === null || value === '') return undefined;
  const bytes = parseSize(String(value));
  if (bytes === null)
    warnOnce('uploader:max-file-size', `max-file-size="${value}" is not a size such as 20MB; it is ignored.`);
  return bytes ?? undefined;
}

/** One of a few words; the first is the default, and what an unknown one falls back to, with a warning. */
export function oneOf<Word extends string>(value: string, attribute: string, allowed: readonly Word[]): Word {
  const known = allowed.find((word) => word === value);
  if (known === undefined && value)
    warnOnce(`uploader:${attribute}`, `${attribute}="${value}": it has to be one of ${allowed.join(', ')}.`);
  return known ?? allowed[0]!;
}

/** The rules in force before the token's are known, as far as they are shown: which files, how large, how many. */
export function earlyRules(element: UploaderProperties): UploadRules {
  const rules = shownRulesOf(element);
  const limit = isAnonymous(connectionSettings(element)) ? ANONYMOUS_MAX_BYTES : undefined;
  return { ...rules, maxFileSize: rules.maxFileSize ?? limit };
}

/** The same as a page wrote them. */
export function shownRulesOf(element: UploaderProperties): UploadRules {
  const formats = parseAccept(element.accept ?? '');
  if (formats?.size === 0)
    warnOnce('uploader:accept', `accept="${element.accept}" names no image format; all are accepted.`);
  return {
    formats: formats?.size ? formats : undefined,
    maxFiles: count(element.maxFiles, 'max-files'),
    maxFileSize: size(element.maxFileSize),
  };
}
