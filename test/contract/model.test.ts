import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { picture, startMock, type Api } from './harness.ts';

/**
 * The mock against a small pure model of it: the same commands to both, the same answers from both. The model knows nothing of
 * HTTP, rows or clocks; it is a list and a number.
 */
interface Modelled {
  id: string;
  order: number;
  publishedAt: number;
  expiresAt: number | null;
  caption: string | null;
  public: boolean;
  metadata: Map<string, string>;
}

interface Model {
  now: number;
  stored: number;
  images: Modelled[];
}

interface Real {
  api: Api;
}

const START = Date.parse('2026-01-01T00:00:00Z') / 1000;
const iso = (seconds: number) => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
const newestFirst = (a: Modelled, b: Modelled) => b.publishedAt - a.publishedAt || b.order - a.order;
const alive = (model: Model) =>
  model.images.filter(({ expiresAt }) => expiresAt === null || expiresAt > model.now);
const pick = (model: Model, index: number): Modelled | undefined =>
  model.images[index % Math.max(1, model.images.length)];
const shown = (image: Modelled) => ({
  id: image.id,
  caption: image.caption,
  public: image.public,
  published_at: iso(image.publishedAt),
  expires_at: image.expiresAt === null ? null : iso(image.expiresAt),
  metadata: Object.fromEntries(image.metadata),
});

type Fields = {
  caption?: string | null;
  public?: boolean;
  ttl?: number | null;
  published_at?: number;
  author?: string | null;
};

function apply(model: Model, image: Modelled, fields: Fields): void {
  if (fields.caption !== undefined) image.caption = fields.caption === '' ? null : fields.caption;
  if (fields.public !== undefined) image.public = fields.public;
  if (fields.ttl !== undefined) image.expiresAt = fields.ttl === null ? null : model.now + fields.ttl;
  if (fields.published_at !== undefined) image.publishedAt = fields.published_at;
  if (fields.author === null) image.metadata.delete('author');
  else if (fields.author !== undefined) image.metadata.set('author', fields.author);
}

type Command = fc.AsyncCommand<Model, Real>;

const command = (name: string, run: (model: Model, real: Real) => Promise<void>): Command => ({
  check: () => true,
  run,
  toString: () => name,
});

const create = ({
  ttl,
  published_at,
  caption,
}: {
  ttl: number | null;
  published_at: number | null;
  caption: string;
}) =>
  command(`create(${ttl}, ${published_at})`, async (model, { api }) => {
    const fields = {
      caption,
      ...(ttl !== null && { ttl: String(ttl) }),
      ...(published_at !== null && { published_at: String(published_at) }),
    };
    const body = await api.upload(fields, { file: await picture() });
    const image: Modelled = {
      id: body.id,
      order: model.stored++,
      publishedAt: published_at ?? model.now,
      expiresAt: ttl === null ? null : model.now + ttl,
      caption: caption === '' ? null : caption,
      public: true,
      metadata: new Map(),
    };
    model.images.push(image);
    expect(body).toMatchObject(shown(image));
  });

const patch = (index: number, fields: Fields) =>
  command(`patch(${index}, ${JSON.stringify(fields)})`, async (model, { api }) => {
    const image = pick(model, index);
    const { status, body } = await api.patch(`/v1/images/${image?.id ?? 'none'}`, fields);
    if (!image || !alive(model).includes(image)) return expect(status).toBe(404);
    apply(model, image, fields);
    expect(body).toMatchObject(shown(image));
  });

const remove = (index: number) =>
  command(`delete(${index})`, async (model, { api }) => {
    const image = pick(model, index);
    const { status } = await api.delete(`/v1/images/${image?.id ?? 'none'}`);
    expect(status).toBe(image && alive(model).includes(image) ? 200 : 404);
    model.images = model.images.filter((each) => each !== image);
  });

const batch = (indexes: number[], fields: Fields | null) =>
  command(`batch(${indexes.join()}, ${JSON.stringify(fields)})`, async (model, { api }) => {
    const asked = [...new Set(indexes.flatMap((index) => pick(model, index) ?? []))];
    const ids = [...asked.map(({ id }) => id), 'nothere1'];
    const living = asked.filter((image) => alive(model).includes(image));
    if (fields) {
      const { status, body } = await api.patch('/v1/images/batch', { ids, ...fields });
      for (const image of living) apply(model, image, fields);
      expect([status, body.data.length, body.errors.length]).toEqual([
        207,
        living.length,
        ids.length - living.length,
      ]);
      expect(body.data).toMatchObject(living.map(shown));
    } else {
      const { status, body } = await api.delete('/v1/images/batch', { json: { ids } });
      expect([status, body.data.map(({ id }: { id: string }) => id)]).toEqual([200, ids]);
      model.images = model.images.filter((image) => !asked.includes(image));
    }
  });

const list = (limit: number) =>
  command(`list(${limit})`, async (model, { api }) => {
    const found: unknown[] = [];
    for (let path: string | null = `/v1/images?limit=${limit}`; path;) {
      const { body }: { body: { data: unknown[]; pagination: { next_url: string | null } } } =
        await api.get(path);
      found.push(...body.data);
      path = body.pagination.next_url?.slice(api.url.length) ?? null;
    }
    const expected = alive(model).sort(newestFirst).map(shown);
    expect(found.length).toBe(expected.length);
    expect(found).toMatchObject(expected);
  });

const pass = (seconds: number) =>
  command(`pass(${seconds})`, async (model, { api }) => {
    await api.control.clock({ advance: `${seconds}s` });
    model.now += seconds;
    const usage = (await api.get('/v1/usage')).body;
    expect(usage.totals.images_stored).toBe(alive(model).length);
  });

const ttl = fc.constantFrom(300, 301, 3_600, 86_400);
const date = fc.integer({ min: START - 50, max: START + 50 });
const fields: fc.Arbitrary<Fields> = fc.record(
  {
    caption: fc.constantFrom('A', '', 'B', null),
    public: fc.boolean(),
    ttl: fc.option(ttl, { nil: null }),
    published_at: date,
    author: fc.constantFrom('Jane', 'Joe', null),
  },
  { requiredKeys: [] },
);
const index = fc.nat(20);
const commands = fc.commands(
  [
    fc
      .record({
        ttl: fc.option(ttl, { nil: null }),
        published_at: fc.option(date, { nil: null }),
        caption: fc.constantFrom('', 'A'),
      })
      .map(create),
    fc
      .record({
        ttl: fc.option(ttl, { nil: null }),
        published_at: fc.option(date, { nil: null }),
        caption: fc.constantFrom('', 'A'),
      })
      .map(create),
    fc.tuple(index, fields).map(([at, change]) => patch(at, change)),
    index.map(remove),
    fc
      .tuple(fc.array(index, { maxLength: 4 }), fc.option(fields, { nil: null }))
      .map(([at, change]) => batch(at, change)),
    fc.integer({ min: 1, max: 4 }).map(list),
    fc.constantFrom(1, 299, 300, 3_600, 90_000).map(pass),
  ],
  { maxCommands: 40, size: 'max' },
);

let api: Api;
beforeAll(async () => {
  api = await startMock();
});
afterAll(() => api.close());

test('behaves as its model, whatever is asked in whatever order', async () => {
  await fc.assert(
    fc.asyncProperty(commands, async (cmds) => {
      await api.control.reset();
      await api.control.clock({ set: iso(START), freeze: true });
      await fc.asyncModelRun(
        () => ({ model: { now: START, stored: 0, images: [] }, real: { api } }),
        [...cmds, list(3)],
      );
    }),
    { numRuns: 40 },
  );
}, 90_000);
