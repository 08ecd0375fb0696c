import type { UploadPolicy } from '../../api/types.ts';
import {
  effectiveRules,
  parseAccept,
  parseSize,
  parseTarget,
  type Target,
  type UploadRules,
} from '../../upload/check/rules.ts';
import { warnOnce } from '../shared/base/warn.ts';
import { connectionSettings, isAnonymous } from '../shared/ui/connection-settings.ts';
import type { UploaderProperties } from './properties.ts';
import { words } from './words.ts';

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

/** The rules in force before the token's are known. */
export function earlyRules(element: UploaderProperties): UploadRules {
  return effectiveRules(rulesOf(element), undefined, isAnonymous(connectionSettings(element)));
}

/** The rules a page wrote. */
export function rulesOf(element: UploaderProperties): UploadRules {
  const formats = parseAccept(element.accept ?? '');
  if (formats?.size === 0)
    warnOnce('uploader:accept', `accept="${element.accept}" names no image format; all are accepted.`);
  return {
    formats: formats?.size ? formats : undefined,
    maxFiles: count(element.maxFiles, 'max-files'),
    minFiles: count(element.minFiles, 'min-files'),
    maxFileSize: size(element.maxFileSize),
    minWidth: count(element.minWidth, 'min-width'),
    minHeight: count(element.minHeight, 'min-height'),
    maxWidth: count(element.maxWidth, 'max-width'),
    maxHeight: count(element.maxHeight, 'max-height'),
    animated: animatedOf(element.animated),
    target: targetOf(element.format),
  };
}

function animatedOf(value: string): UploadRules['animated'] {
  const word = oneOf(value, 'animated', ['allow', 'deny', 'only']);
  return word === 'allow' ? undefined : word;
}

/** The format that pictures are to be converted to. */
export function targetOf(value: string | null): Target | undefined {
  const target = parseTarget(value ?? '');
  if (value && !target)
    warnOnce('uploader:format', `format="${value}": it has to be one of jpeg, webp, png; it is ignored.`);
  return target;
}
