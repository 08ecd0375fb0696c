import { fetchModule } from '../../upload/workers/load-module.ts';
import type { PrepareOptions } from '../../upload/prepare/prepare.ts';
import type { PrepareStep, SessionSettings } from '../../upload/state/session-types.ts';
import { parseTarget } from '../../upload/check/effective-rules.ts';
import type { Target, UploadRules } from '../../upload/check/rules.ts';
import type { FileValidator } from '../../upload/check/validators.ts';
import { warnOnce } from '../shared/base/warn.ts';
import { storedMetadata } from '../shared/field-names.ts';
import { fieldSettings } from './field-settings.ts';
import type { UploaderProperties } from './properties.ts';
import { count, oneOf, shownRulesOf } from './settings.ts';

function between(low: number, value: number | undefined, high: number): number | undefined {
  return value === undefined ? undefined : Math.min(high, Math.max(low, value));
}

/** The rules a page wrote. */
function rulesOf(element: UploaderProperties): UploadRules {
  return {
    ...shownRulesOf(element),
    minFiles: count(element.minFiles, 'min-files'),
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
function targetOf(value: string | null): Target | undefined {
  const target = parseTarget(value ?? '');
  if (value && !target)
    warnOnce('uploader:format', `format="${value}": it has to be one of jpeg, webp, png; it is ignored.`);
  return target;
}

/** The options for preparing a photo before it is sent. */
function prepareOptionsOf(element: UploaderProperties): PrepareOptions {
  const limit = `${element.maxDimension ?? ''}`;
  const pixels = limit.replace(/\s+always\s*$/, '');
  const longest = count(pixels, 'max-dimension');
  if (longest === 0)
    warnOnce('uploader:max-dimension', 'max-dimension="0": it has to be at least 1; it is ignored.');
  return {
    maxDimension: longest || undefined,
    always: pixels !== limit,
    quality: share(element.quality, 'quality'),
    format: targetOf(element.format),
    stripLocation: element.stripLocation,
  };
}

/** A number above 0 and up to 1; undefined when it is missing or, with a warning, when it is none. */
function share(value: number | string | null, attribute: string): number | undefined {
  if (value === null || value === '') return undefined;
  const number = Number(value);
  if (number > 0 && number <= 1) return number;
  warnOnce(
    `uploader:${attribute}`,
    `${attribute}="${value}" is not a number above 0 and up to 1; it is ignored.`,
  );
  return undefined;
}

/** No step when files are sent as they are. The code that prepares is fetched with the first file. */
function preparingOf(element: UploaderProperties): { prepare: PrepareStep | null; resizing: boolean } {
  const options = prepareOptionsOf(element);
  const resizing = !!(options.maxDimension ?? options.quality ?? options.format);
  if (!resizing && !options.stripLocation) return { prepare: null, resizing };
  const prepare: PrepareStep = async (file, content, signal, accepted) => {
    const { prepareStep } = await fetchModule(() => import('../../upload/prepare/prepare-step.ts'), signal);
    return prepareStep(options)(file, content, signal, accepted);
  };
  return { prepare, resizing };
}

/** Validators that are no functions warn once, and are passed over. */
function validatorsOf(value: UploaderProperties['validators']): readonly FileValidator[] {
  const all = value === null || value === undefined ? [] : Array.isArray(value) ? value : [value];
  const usable = all.filter((validator): validator is FileValidator => typeof validator === 'function');
  if (usable.length < all.length)
    warnOnce('uploader:validators', 'validators: each has to be a function of a file; others are ignored.');
  return usable;
}

/** The settings of the session, as the attributes say. */
export function settingsOf(element: UploaderProperties): SessionSettings {
  const { metadata, caption, ttl, publishedAt } = element;
  const { names, required } = fieldSettings(element.fields);
  return {
    rules: rulesOf(element),
    multiple: element.multiple,
    validators: validatorsOf(element.validators),
    concurrency: between(1, count(element.concurrency, 'concurrency'), 10) ?? 4,
    retries: between(0, count(element.retries, 'retries'), 10) ?? 6,
    manual: element.manual,
    editable: names.length > 0,
    required: required.length > 0,
    ...preparingOf(element),
    redraw: async (content, edit, name) =>
      (await fetchModule(() => import('./edit/draw-edit.ts'), new AbortController().signal)).drawEdit(
        content,
        edit,
        name,
      ),
    deleteOnRemove: element.deleteOnRemove,
    common: (file) => ({
      caption,
      ttl,
      publishedAt,
      metadata: storedMetadata(typeof metadata === 'function' ? metadata(file) : metadata),
    }),
  };
}
