import type { Ctx } from '../context.ts';
import { ApiFault, invalid } from '../errors.ts';
import { limitsOf, usedBy } from '../middleware/caller.ts';
import { UnreadableImage, type NewImage, type Staged, type StoredImage } from '../ports.ts';
import { parseCreate, type CreateFields } from '../rules/fields.ts';
import { detectFormat, MAX_BYTES, type SourceFormat } from '../rules/formats.ts';
import { newId } from '../rules/ids.ts';
import { applyMagic, magicOf, SLOW_MS, type Magic } from '../rules/magic.ts';
import { mergeMetadata } from '../rules/metadata.ts';
import { monthOf, overQuota } from '../rules/quota.ts';
import { current, DAY, HOUR } from '../rules/rate.ts';
import { ANONYMOUS_TTL } from '../rules/ttl.ts';
import type { World } from '../world.ts';
import { oversize, type Arrived, type Generation } from './arrive.ts';
import { quotaExceeded } from './allowance.ts';
import { legacyFields } from './legacy-fields.ts';
import { pause } from './pause.ts';

/**
 * Makes an image of what arrived. The file takes its place before the row is written: whatever stops the process in between
 * leaves a file that nobody knows, which the next start removes, and never a row without a file.
 */
export async function store(
  world: World,
  c: Ctx,
  arrived: Arrived,
  generation: Generation,
  remember: (image: StoredImage) => void,
): Promise<StoredImage> {
  const fields = readFields(arrived, generation);
  const staged = await arrived.take();
  const magic = magicOf(arrived.filename ?? '');
  if (magic === 'flaky') refuseOnce(world, arrived.filename ?? '', staged.size);
  const format = await checkFormat(arrived, staged);
  const { store: images, blobs, pixels } = world.ports;
  const measured = await readable(arrived, () => pixels.measure(staged.data, format));

  let file = staged;
  if (format === 'svg')
    file = await readable(arrived, () => replace(world, staged, (bytes) => pixels.sanitiseSvg(bytes)));
  const id = freshId(world);
  const image = compose(world, c, { id, arrived, fields, format, measured, bytes: file.size, magic });
  await file.commit(id);
  let stored: StoredImage;
  try {
    c.req.raw.signal.throwIfAborted();
    stored = images.atomic(() => {
      const row = insert(world, c, image);
      remember(row);
      return row;
    });
  } catch (error) {
    await blobs.remove(id);
    throw error;
  }
  if (stored.decoding) world.darkroom.start(id);
  if (magic === 'slow') await pause(SLOW_MS, world, c);
  return stored;
}

function readFields(arrived: Arrived, generation: Generation): CreateFields {
  const fields = generation === 1 ? legacyFields(arrived.fields) : parseCreate(arrived.fields);
  const problems = { ...(fields.ok ? {} : fields.problem), ...arrived.problems };
  if (!fields.ok || Object.keys(problems).length > 0) throw invalid(problems);
  if (arrived.sourceUrl === null) return fields.value;
  const merged = mergeMetadata(fields.value.metadata, new Map([['source_url', arrived.sourceUrl]]));
  if (!merged.ok) throw invalid(merged.problem);
  return { ...fields.value, metadata: merged.value };
}

async function checkFormat(arrived: Arrived, staged: Staged): Promise<SourceFormat> {
  const format = await detectFormat(staged.head);
  if (format === null) {
    throw invalid({
      [arrived.field]: ['This is not an image we take: JPEG, PNG, GIF, WebP, AVIF, HEIC, SVG, BMP or ICO.'],
    });
  }
  if (format === 'svg' && staged.size > MAX_BYTES.svg) throw oversize(arrived.field, MAX_BYTES.svg, 3);
  return format;
}

/** Reports an unreadable image as an invalid field: it is the sender's mistake. */
async function readable<Value>(arrived: Arrived, read: () => Promise<Value>): Promise<Value> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof UnreadableImage) throw invalid({ [arrived.field]: [error.message] });
    throw error;
  }
}

async function replace(
  world: World,
  staged: Staged,
  change: (bytes: Uint8Array) => Uint8Array,
): Promise<Staged> {
  const changed = change(await staged.read());
  const writer = await world.ports.blobs.stage();
  await writer.write(changed);
  return writer.finish();
}

function freshId(world: World): string {
  for (;;) {
    const id = newId();
    if (!world.ports.store.has(id)) return id;
  }
}

interface Parts {
  id: string;
  arrived: Arrived;
  fields: CreateFields;
  format: SourceFormat;
  measured: { width: number; height: number };
  bytes: number;
  magic: Magic | null;
}

function compose(world: World, c: Ctx, parts: Parts): NewImage {
  const { fields, format } = parts;
  const { account, user } = c.get('caller');
  const now = world.clock.now();
  const seconds = Math.floor(now / 1000);
  const anonymousTtl = Math.min(fields.ttl ?? ANONYMOUS_TTL, ANONYMOUS_TTL);
  const ttl = account === null ? anonymousTtl : fields.ttl;
  const decoding = format === 'heic';
  return {
    id: parts.id,
    account,
    user,
    filename: parts.arrived.filename,
    source: format,
    width: parts.measured.width,
    height: parts.measured.height,
    bytes: parts.bytes,
    state: decoding ? 'processing' : 'ready',
    blocked: false,
    blockReason: null,
    locked: false,
    failureReason: null,
    turn: null,
    decoding,
    public: account === null ? true : fields.public,
    publishedAt: fields.publishedAt ?? seconds,
    expiresAt: ttl === null ? null : seconds + ttl,
    createdAt: seconds,
    caption: fields.caption,
    metadata: fields.metadata,
    nsfw: fields.nsfw,
    scene: null,
    ...applyMagic(parts.magic, now),
  };
}

/** Writes the row and counts it, in one go; the size is known only now, so storage is judged here. */
function insert(world: World, c: Ctx, image: NewImage): StoredImage {
  const { account, address } = c.get('caller');
  const { store: images } = world.ports;
  const now = world.clock.now();
  if (account !== null) {
    const over = overQuota(limitsOf(world, account), usedBy(world, account), image.bytes, 0);
    if (over) throw quotaExceeded(world, c, account, over);
    images.countUpload(account, monthOf(now), 1);
  } else if (world.settings.anonymousLimit !== null) {
    for (const [name, length] of [
      ['hour', HOUR],
      ['day', DAY],
    ] as const) {
      const window = current(images.window(`${name} ${address}`), length, now);
      images.putWindow(`${name} ${address}`, { ...window, count: window.count + 1 });
    }
  }
  return images.insert(image);
}

function refuseOnce(world: World, filename: string, size: number): void {
  const name = `${filename} ${size}`;
  if (world.flaky.has(name)) return;
  world.flaky.add(name);
  throw new ApiFault(503, 'api_error', 'service_unavailable', 'The service is temporarily unavailable.', {
    headers: { 'Retry-After': '1' },
  });
}
