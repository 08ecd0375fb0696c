import type { Body, Meta, Uppy, UppyFile } from '@uppy/core';
import type { TokenSource } from '../api/index.ts';
import { asImgproError } from '../upload/send/errors.ts';
import { factsAbout } from '../upload/check/inspect.ts';
import { parseMaxDimension } from '../upload/prepare/max-dimension.ts';
import type { PrepareOptions } from '../upload/prepare/prepare.ts';
import { prepareStep } from '../upload/prepare/prepare-step.ts';
import { addressOf } from './file-meta.ts';
import { effectiveRules, parseTarget } from '../upload/check/effective-rules.ts';
import { type UploadRules } from '../upload/check/rules.ts';

export interface PreprocessOptions {
  options: Pick<PrepareOptions, 'quality' | 'stripLocation'> & {
    maxDimension?: number | string;
    format?: string;
  };
  /** Bytes that need nothing more; added to. */
  prepared: WeakSet<object>;
  tokens: TokenSource | null | undefined;
  /** Message that Uppy shows meanwhile. */
  message: string;
  /** Aborts when the file is taken out of Uppy. */
  signalOf(id: string): AbortSignal;
}

/**
 * Prepares files in Uppy's own terms: each is in pre-processing meanwhile, and what is to be sent takes the place of its
 * data, name and type. One that may not be sent as it is fails.
 */
export async function prepareFiles<M extends Meta, B extends Body>(
  uppy: Uppy<M, B>,
  ids: readonly string[],
  { options, prepared, tokens, message, signalOf }: PreprocessOptions,
): Promise<void> {
  const files = uppy
    .getFilesByIds([...ids])
    .filter((file) => file && !file.isRemote && file.data instanceof Blob && !prepared.has(file.data))
    .filter((file) => addressOf(file) === undefined);
  if (files.length === 0) return;
  for (const file of files) uppy.emit('preprocess-progress', file, { mode: 'indeterminate', message });
  const step = prepareStep(usable(options));
  const sent = await acceptedBy(tokens);
  for (const { id } of files) {
    const file = uppy.getFile(id) as UppyFile<M, B> | undefined;
    if (!file) continue; // taken off meanwhile
    const signal = signalOf(id);
    try {
      const data = file.data as Blob;
      const { mime } = await factsAbout(data);
      const name = file.meta.name ?? file.name ?? '';
      const content = await step({ name, type: mime || (file.type ?? '') }, data, signal, sent);
      prepared.add(content);
      if (content !== data && uppy.getFile(id)) put(uppy, id, content as File);
    } catch (cause) {
      if (uppy.getFile(id) && !signal.aborted)
        uppy.emit('upload-error', uppy.getFile(id), asImgproError(cause));
    }
    if (uppy.getFile(id)) uppy.emit('preprocess-complete', uppy.getFile(id));
  }
}

function put<M extends Meta, B extends Body>(uppy: Uppy<M, B>, id: string, data: File): void {
  const { name, type, size } = data;
  const { meta } = uppy.getFile(id);
  const extension = name.split('.').pop() ?? '';
  uppy.setFileState(id, { data, name, type, size, extension, meta: { ...meta, name, type } } as Partial<
    UppyFile<M, B>
  >);
}

/** Warnings that were given on this page. */
const warned = new Set<string>();

/** Options without those that cannot be used: one warning a page for each, whatever Uppy's logger shows. */
function usable({
  maxDimension,
  quality,
  format,
  stripLocation,
}: PreprocessOptions['options']): PrepareOptions {
  const target = parseTarget(format ?? '');
  const longest = maxDimension === undefined ? undefined : parseMaxDimension(maxDimension);
  const wrong = [
    longest === null &&
      `maxDimension: ${JSON.stringify(maxDimension)} has to be pixels, at least 1, such as 2000 or "2000 always"`,
    quality !== undefined &&
      !(quality > 0 && quality <= 1) &&
      `quality: ${quality} has to be above 0 and up to 1, such as 0.85`,
    format !== undefined && !target && `format: ${JSON.stringify(format)} has to be "jpeg", "webp" or "png"`,
  ].filter((problem) => problem !== false);
  for (const problem of wrong)
    if (!warned.has(problem)) {
      warned.add(problem);
      console.warn(`[imgpro] ImgPro, ${problem}; it is ignored.`);
    }
  return {
    ...longest,
    quality: quality! > 0 && quality! <= 1 ? quality : undefined,
    format: target,
    stripLocation,
  };
}

/** The formats that the token accepts. Where no token can be had, the upload fails with that. */
async function acceptedBy(tokens: TokenSource | null | undefined): Promise<UploadRules['sent']> {
  try {
    const grant = await tokens?.get();
    return effectiveRules({}, grant?.policy, false).sent;
  } catch {
    return undefined;
  }
}
