import { isSame } from '../formats/reader.ts';
import { stripLocation } from './strip-location/index.ts';
import { resize, type ResizeOptions } from './resize.ts';

export interface PrepareOptions extends ResizeOptions {
  /** Whether the location is removed from the file. */
  stripLocation?: boolean;
}

export interface PrepareRequest {
  file: Blob;
  options: PrepareOptions;
}

/**
 * The file to send instead of the chosen one, or null to send that as it is. If resizing fails, the size stays as it is;
 * if the location cannot be removed, the file must not be sent.
 *
 * @throws LocationError
 */
export async function prepare({ file, options }: PrepareRequest): Promise<Blob | null> {
  const drawn = isDrawing(options)
    ? await resize(file, options).catch(() => null) // the server decides on the file as it is
    : null;
  return options.stripLocation ? ((await strip(drawn ?? file)) ?? drawn) : drawn;
}

/** Whether the options ask for pictures to be resized or converted. */
export function isDrawing({ maxDimension, quality, format }: PrepareOptions): boolean {
  return (maxDimension ?? quality ?? format) !== undefined;
}

async function strip(file: Blob): Promise<Blob | null> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const clean = await stripLocation(bytes);
  return isSame(clean, bytes) ? null : new Blob([clean], { type: file.type });
}

let last: Promise<unknown> = Promise.resolve();

/** As `prepare`, one file after the other: no two decoded photos are in memory at once. */
export function prepareInTurn(request: PrepareRequest, signal?: AbortSignal): Promise<Blob | null> {
  const turn = last.then(() => {
    signal?.throwIfAborted();
    return prepare(request);
  });
  last = turn.catch(() => {});
  return turn;
}
