import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { form, KEY, picture, startMock, type Api } from './harness.ts';

const run = promisify(execFile);

let api: Api;
let site: Server;
let folder: string;
beforeAll(async () => {
  const photo = Buffer.from(await (await picture(1920, 1080, 'jpeg')).arrayBuffer());
  site = createServer((request, response) => {
    if (request.url?.endsWith('.jpg')) response.setHeader('Content-Type', 'image/jpeg').end(photo);
    else response.writeHead(404).end('nothing');
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  api = await startMock({
    anonymousLimit: 'off',
    allowImportFrom: [`127.0.0.1:${(site.address() as AddressInfo).port}`],
  });
  folder = await mkdtemp(join(tmpdir(), 'imgpro-seeds-'));
  await writeFile(join(folder, 'photo.jpg'), photo);
});
afterAll(async () => {
  site.close();
  await api.close();
  await rm(folder, { recursive: true });
});
beforeEach(() => api.control.reset());

const example = (name: string) => `http://127.0.0.1:${(site.address() as AddressInfo).port}/${name}`;

/** Runs a documented command, with only the base address, the key and example.com replaced. */
async function curl(command: string) {
  const own = command
    .replaceAll('https://api.img.pro', api.url)
    .replaceAll(/YOUR_API_KEY|your-token/g, KEY)
    .replaceAll(/https:\/\/example\.com\/(\w+\.jpg)/g, (_all, name: string) => example(name))
    .replace(/^curl/, 'curl -s -w "\\n%{http_code}"');
  const { stdout } = await run('bash', ['-c', own], { cwd: folder });
  const [status = '', ...rest] = stdout.split('\n').reverse();
  const text = rest.reverse().join('\n');
  return { status: Number(status), body: text === '' ? null : JSON.parse(text) };
}

const IMAGE = ['id', 'object', 'url', 'page_url', 'sizes', 'filename', 'format', 'width', 'height', 'bytes', 'transformable', 'status', 'public', 'published_at', 'expires_at', 'created_at', 'caption', 'metadata', 'nsfw', 'blocked', 'block_reason', 'failure_reason']; // prettier-ignore

describe('the reference (seed 000)', () => {
  test('upload a file, authenticated', async () => {
    const { status, body } = await curl(`curl -X POST "https://api.img.pro/v1/images" \\
      -H "Authorization: Bearer YOUR_API_KEY" \\
      -F "file=@photo.jpg" \\
      -F "caption=Hero shot from launch day"`);
    expect([status, Object.keys(body), body.caption]).toEqual([201, IMAGE, 'Hero shot from launch day']);
  });

  test('anonymous', async () => {
    const { body } = await curl('curl -X POST "https://api.img.pro/v1/images" -F "file=@photo.jpg"');
    expect(Object.keys(body)).toEqual(IMAGE);
    expect(body.expires_at).not.toBeNull();
  });

  test('import from a url', async () => {
    const { status, body } = await curl(`curl -X POST "https://api.img.pro/v1/images" \\
      -H "Authorization: Bearer YOUR_API_KEY" \\
      -H "Content-Type: application/json" \\
      -d '{
        "url": "https://example.com/image.jpg",
        "caption": "Imported from example.com",
        "external_id": "ext-12345"
      }'`);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      object: 'image',
      filename: 'image.jpg',
      caption: 'Imported from example.com',
      metadata: { source_url: example('image.jpg'), external_id: 'ext-12345' },
    });
  });

  test('get, patch, delete one', async () => {
    const { id } = await api.upload({ camera: 'X100' });
    expect(
      (await curl(`curl "https://api.img.pro/v1/images/${id}" -H "Authorization: Bearer YOUR_API_KEY"`)).body
        .id,
    ).toBe(id);
    const patched =
      await curl(`curl -X PATCH "https://api.img.pro/v1/images/${id}" -H "Authorization: Bearer YOUR_API_KEY" -H "Content-Type: application/json" \\
      -d '{"caption": "Updated caption", "public": true, "camera": null}'`);
    expect(patched.body).toMatchObject({ caption: 'Updated caption', public: true, metadata: {} });
    const deleted = await curl(
      `curl -X DELETE "https://api.img.pro/v1/images/${id}" -H "Authorization: Bearer YOUR_API_KEY"`,
    );
    expect(deleted).toEqual({ status: 200, body: { id, object: 'image', deleted: true } });
  });

  test('list, and usage', async () => {
    await api.upload();
    const { body } = await curl(
      'curl "https://api.img.pro/v1/images?limit=20" -H "Authorization: Bearer YOUR_API_KEY"',
    );
    expect([Object.keys(body), Object.keys(body.pagination)]).toEqual([
      ['object', 'data', 'pagination'],
      ['has_more', 'next_cursor', 'next_url'],
    ]);
    const usage = await curl('curl "https://api.img.pro/v1/usage" -H "Authorization: Bearer YOUR_API_KEY"');
    expect([
      Object.keys(usage.body),
      Object.keys(usage.body.monthly),
      Object.keys(usage.body.totals),
    ]).toEqual([
      ['object', 'monthly', 'totals', 'plan'],
      ['uploads', 'uploads_limit', 'uploads_remaining', 'resets_at'],
      ['images_stored', 'storage_used_bytes', 'storage_limit_bytes', 'storage_remaining_bytes'],
    ]);
  });

  test('batch update and delete', async () => {
    const [a, b] = [(await api.upload()).id, (await api.upload()).id];
    const updated =
      await curl(`curl -X PATCH "https://api.img.pro/v1/images/batch" -H "Authorization: Bearer YOUR_API_KEY" -H "Content-Type: application/json" \\
      -d '{"ids": ["${a}", "${b}"], "ttl": "7d", "public": false}'`);
    expect([updated.status, updated.body.object, updated.body.data.length, updated.body.errors]).toEqual([
      200,
      'batch_result',
      2,
      [],
    ]);
    const deleted = await curl(
      `curl -X DELETE "https://api.img.pro/v1/images/batch" -H "Authorization: Bearer YOUR_API_KEY" -H "Content-Type: application/json" -d '{"ids": ["${a}", "${b}"]}'`,
    );
    expect(deleted.body).toEqual({
      object: 'batch_result',
      data: [a, b].map((id) => ({ id, object: 'image', deleted: true })),
      errors: [],
    });
  });

  test('set fields, read fields', async () => {
    const { body } =
      await curl(`curl -X POST "https://api.img.pro/v1/images" -H "Authorization: Bearer YOUR_API_KEY" -F "file=@photo.jpg" \\
      -F "caption=Sunset over the Pacific" -F "author=Jane Doe" -F "license=cc-by-4.0"`);
    expect(body.metadata).toEqual({ author: 'Jane Doe', license: 'cc-by-4.0' });
  });
});

test('the quick start (seed 001) imports without a key', async () => {
  const { status, body } = await curl(
    `curl -X POST "https://api.img.pro/v1/images" -H "Content-Type: application/json" -d '{"url": "https://example.com/photo.jpg"}'`,
  );
  expect([status, body.width, body.status]).toEqual([201, 1920, 'ready']);
});

describe('version 1.0 (seed 002)', () => {
  const upload = `curl -X POST https://api.img.pro/v1/upload -H "Authorization: Bearer your-token" -F "file=@photo.jpg" -F "description=My awesome photo" -F "tags=vacation,beach,sunset" -F "ttl=7d" -F "public=1"`;

  test('upload', async () => {
    const { status, body } = await curl(upload);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      name: 'photo.jpg',
      url: `${api.url}/${body.id}`,
      width: 1920,
      height: 1080,
      description: 'My awesome photo',
      tags: ['vacation', 'beach', 'sunset'],
    });
    expect([
      typeof body.src,
      typeof body.filesize,
      typeof body.expires_at,
      'status' in body,
      'sizes' in body,
    ]).toEqual(['string', 'number', 'number', false, false]);
  });

  test('import', async () => {
    const { status, body } =
      await curl(`curl -X POST https://api.img.pro/v1/import -H "Authorization: Bearer your-token" -H "Content-Type: application/json" \\
      -d '{ "url": "https://example.com/image.jpg", "description": "Imported image", "tags": "imported,example", "public": true }'`);
    expect([status, body.name, body.tags]).toEqual([201, 'image.jpg', ['imported', 'example']]);
  });

  test('list by cursor, offset, ids and tags', async () => {
    for (const tags of ['vacation,beach', 'beach', 'work'])
      await api.post('/v1/upload', { form: form({ tags, file: await picture() }) });
    const list = async (query: string) =>
      (await curl(`curl "https://api.img.pro/v1/media?${query}" -H "Authorization: Bearer your-token"`)).body;
    const first = await list('limit=2');
    expect([first.data.length, first.has_more]).toEqual([2, true]);
    const second = await list(`limit=2&cursor=${first.next_cursor}`);
    expect([second.data.length, second.has_more, 'next_cursor' in second]).toEqual([1, false, false]);
    expect((await list('limit=2&offset=2')).data).toEqual(second.data);
    expect((await list(`ids=${second.data[0].id},nope`)).data.length).toBe(1);
    expect((await list('tags=vacation,beach&tag_mode=any')).data.length).toBe(2);
    expect((await list('tags=vacation,beach&tag_mode=all')).data.length).toBe(1);
  });

  test('sizes appear once the delivery has made them', async () => {
    const { body } = await curl(upload);
    expect((await fetch(`${body.src}?size=s`)).status).toBe(200);
    const one = (await curl(`curl "https://api.img.pro/v1/media/${body.id}"`)).body;
    expect(one.sizes).toEqual({
      s: { src: `${body.src}?size=s`, width: 568, height: 320, filesize: expect.any(Number) },
    });
  });

  test('update one and many, with tag modes', async () => {
    const [a, b] = [(await curl(upload)).body.id, (await curl(upload)).body.id];
    const patch = (target: string, json: string) =>
      curl(
        `curl -X PATCH "https://api.img.pro/v1/media${target}" -H "Authorization: Bearer your-token" -H "Content-Type: application/json" -d '${json}'`,
      );
    expect(
      (
        await patch(
          `/${a}`,
          '{"description": "Updated description", "tags": "updated,new-tags", "public": true, "name": "new.jpg"}',
        )
      ).body,
    ).toMatchObject({ description: 'Updated description', tags: ['updated', 'new-tags'], name: 'new.jpg' });
    const added = await patch(`?ids=${a},${b}`, '{"tags": "new-tag,beach", "tag_mode": "add"}');
    expect([added.body.updated, added.body.media.map((medium: { tags: string[] }) => medium.tags)]).toEqual([
      2,
      [
        ['updated', 'new-tags', 'new-tag', 'beach'],
        ['vacation', 'beach', 'sunset', 'new-tag'],
      ],
    ]);
    const removed = await patch(`?ids=${b}`, '{"tags": "vacation,new-tag", "tag_mode": "remove"}');
    expect(removed.body.media[0].tags).toEqual(['beach', 'sunset']);
  });

  test('delete one with an empty 204, many with counts', async () => {
    const [a, b] = [(await curl(upload)).body.id, (await curl(upload)).body.id];
    expect(
      await curl(`curl -X DELETE "https://api.img.pro/v1/media/${a}" -H "Authorization: Bearer your-token"`),
    ).toEqual({ status: 204, body: null });
    expect(
      (
        await curl(
          `curl -X DELETE "https://api.img.pro/v1/media?ids=${a},${b},nope" -H "Authorization: Bearer your-token"`,
        )
      ).body,
    ).toEqual({ deleted: 1, not_found: 2, ids: { deleted: [b], not_found: [a, 'nope'] } });
  });

  test('errors are flat, validation is 400 by field', async () => {
    const missing = await curl('curl "https://api.img.pro/v1/media/zzz"');
    expect([missing.status, typeof missing.body.error, missing.body.code]).toEqual([
      404,
      'string',
      'not_found',
    ]);
    const bad = await api.post('/v1/upload', { form: form({ ttl: '10s', tags: 'a,b,c,d,e,f,g,h,i,j,k' }) });
    expect([bad.status, bad.body.error, Object.keys(bad.body.errors).sort()]).toEqual([
      400,
      'Validation failed',
      ['file', 'tags', 'ttl'],
    ]);
    expect((await api.post('/v1/upload', { json: {} })).status).toBe(415);
    expect((await api.post('/v1/upload', { form: form({ ttl: '2w', file: await picture() }) })).status).toBe(
      201,
    );
    expect((await api.get('/v1/media', { key: null })).status).toBe(401);
  });

  test('the Python example works but for the address and the key', async ({ skip }) => {
    const python = `
import requests
api_token, base = '${KEY}', '${api.url}'
files = {'file': open('photo.jpg', 'rb')}
data = {'description': 'My photo', 'tags': 'example,demo', 'public': '1'}
headers = {'Authorization': f'Bearer {api_token}'}
response = requests.post(f'{base}/v1/upload', files=files, data=data, headers=headers)
media = response.json()
print(f"Uploaded: {media['src']}")
def list_all_media(api_token):
    cursor = None
    while True:
        params = {'limit': 100}
        if cursor:
            params['cursor'] = cursor
        response = requests.get(f'{base}/v1/media', params=params, headers={'Authorization': f'Bearer {api_token}'})
        data = response.json()
        yield from data['data']
        if not data['has_more']:
            break
        cursor = data['next_cursor']
for media in list_all_media(api_token):
    print(media['name'])
`;
    const has = await run('python3', ['-c', 'import requests']).then(
      () => true,
      () => false,
    );
    skip(!has, 'Python with requests is not on this machine.');
    const { stdout } = await run('python3', ['-c', python], { cwd: folder });
    expect(stdout).toMatch(/^Uploaded: http.*\.jpg\nphoto\.jpg\n$/);
  });

  test('the PHP example works but for the address and the key', async ({ skip }) => {
    const php = `<?php
$apiToken = '${KEY}';
$ch = curl_init('${api.url}/v1/upload');
$file = new CURLFile('photo.jpg', 'image/jpeg', 'photo.jpg');
$data = ['file' => $file, 'description' => 'My photo', 'tags' => 'example,demo', 'public' => '1'];
curl_setopt_array($ch, [
    CURLOPT_POST => true,
    CURLOPT_POSTFIELDS => $data,
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_HTTPHEADER => ['Authorization: Bearer ' . $apiToken]
]);
$response = curl_exec($ch);
$media = json_decode($response);
echo "Uploaded: {$media->src}\n";
curl_close($ch);
function listAllMedia($apiToken) {
    $cursor = null;
    while (true) {
        $url = '${api.url}/v1/media?limit=100';
        if ($cursor) {
            $url .= '&cursor=' . urlencode($cursor);
        }
        $ch = curl_init($url);
        curl_setopt_array($ch, [
            CURLOPT_RETURNTRANSFER => true,
            CURLOPT_HTTPHEADER => ['Authorization: Bearer ' . $apiToken]
        ]);
        $response = curl_exec($ch);
        $data = json_decode($response);
        curl_close($ch);
        foreach ($data->data as $media) {
            yield $media;
        }
        if (!$data->has_more) {
            break;
        }
        $cursor = $data->next_cursor;
    }
}
foreach (listAllMedia($apiToken) as $media) {
    echo "{$media->name}\n";
}
`;
    const has = await run('php', ['-r', 'exit(function_exists("curl_init") ? 0 : 1);']).then(
      () => true,
      () => false,
    );
    skip(!has, 'PHP with curl is not on this machine.');
    await writeFile(join(folder, 'example.php'), php);
    // PHP's notices about its own older functions are switched off.
    const { stdout } = await run('php', ['-d', 'error_reporting=0', 'example.php'], { cwd: folder });
    expect(stdout).toMatch(/^Uploaded: http.*\.jpg\nphoto\.jpg\n$/);
  });

  test('the JavaScript example works but for the address and the key', async () => {
    await curl(upload);
    async function* listAllMedia(apiToken: string) {
      let cursor: string | null = null;
      while (true) {
        const url: string = cursor
          ? `${api.url}/v1/media?limit=100&cursor=${cursor}`
          : `${api.url}/v1/media?limit=100`;
        const response = await fetch(url, { headers: { Authorization: `Bearer ${apiToken}` } });
        const data = (await response.json()) as {
          data: { name: string }[];
          has_more: boolean;
          next_cursor: string;
        };
        yield* data.data;
        if (!data.has_more) break;
        cursor = data.next_cursor;
      }
    }
    const names: string[] = [];
    for await (const media of listAllMedia(KEY)) names.push(media.name);
    expect(names).toEqual(['photo.jpg']);
  });
});

describe('the short text (seed 003)', () => {
  test('upload and import without a key: link, extension, upgrade', async () => {
    const { status, body } = await curl('curl -X POST https://api.img.pro/v1/upload -F "file=@photo.jpg"');
    expect(status).toBe(201);
    expect(body).toMatchObject({
      link: `${api.url}/${body.id}`,
      extension: 'jpg',
      width: 1920,
      height: 1080,
      upgrade: { type: 'register', label: 'Create Account' },
    });
    expect(body.expires_at - Date.now() / 1000).toBeGreaterThan(29.9 * 86_400);
    const imported = await curl(
      `curl -X POST https://api.img.pro/v1/import -H "Content-Type: application/json" -d '{"url": "https://example.com/photo.jpg"}'`,
    );
    expect([imported.status, imported.body.extension]).toEqual([201, 'jpg']);
  });

  test.each([
    'format=webp',
    'brightness=1.1&contrast=1.05',
    'blur=20',
    'sharp=3',
    'rotate=90',
    'flip=h',
    'segment=foreground&format=png',
    'segment=foreground&background=white&format=jpg',
    'metadata=none',
    'format=webp&saturation=0',
  ])('the link takes %s', async (query) => {
    const { link } = (
      await curl(
        'curl -X POST https://api.img.pro/v1/upload -H "Authorization: Bearer YOUR_API_KEY" -F "file=@photo.jpg" -F "caption=Hero shot from launch day"',
      )
    ).body;
    const response = await fetch(`${link}?${query}`);
    expect([response.status, response.headers.get('content-type')?.startsWith('image/')]).toEqual([
      200,
      true,
    ]);
  });

  test('every refusal says what to do', async () => {
    const full = await api.post('/v1/upload', {
      key: 'img_live_full',
      form: form({ file: await picture() }),
    });
    expect([full.status, full.body.code, full.body.action.type]).toEqual([403, 'quota_exceeded', 'upgrade']);
  });
});
