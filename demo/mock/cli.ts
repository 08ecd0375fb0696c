import { parseArgs } from 'node:util';
import { parseLimit } from './rules/rate.ts';
import { serveMock } from './serve.ts';
import { verifyCommand } from './verify/verify.ts';

const HELP = `imgpro-mock: the img.pro API on this machine, with real images

  --port N                   8787; taken → the next free one
  --host ADDRESS             127.0.0.1, this machine; 0.0.0.0 = every interface
  --data DIR                 where images live, .imgpro-mock
  --memory                   keep nothing
  --images N  --seed S       N seeded images for the demo account
  --lifecycle errors|objects blocked and failed images as errors (default) or as objects with flags
  --allow-import-from LIST   private hosts imports may reach: localhost:8000,10.0.0.5
  --anonymous-limit N/M|off  uploads without a key, an hour / a day (20/100)
  --public-url URL           base of the addresses in objects
  --control loopback|any     who may use /__mock
  --no-control               nobody may

  imgpro-mock verify <baseUrl> [--key KEY]   checks any implementation against the contract
      --read-key KEY  --write-key KEY        more of the same account: what each may do
      --full-key KEY                         of an account whose uploads are used up: quota
      --other-key KEY                        of another account: whose image is whose
      --app-key KEY                          of an app: one user's images are not another's
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    port: { type: 'string', default: '8787' },
    host: { type: 'string', default: '127.0.0.1' },
    data: { type: 'string', default: '.imgpro-mock' },
    memory: { type: 'boolean', default: false },
    images: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
    lifecycle: { type: 'string', default: 'errors' },
    'allow-import-from': { type: 'string', default: '' },
    'anonymous-limit': { type: 'string', default: '20/100' },
    'public-url': { type: 'string' },
    control: { type: 'string', default: 'loopback' },
    'no-control': { type: 'boolean', default: false },
    key: { type: 'string' },
    'read-key': { type: 'string' },
    'write-key': { type: 'string' },
    'full-key': { type: 'string' },
    'other-key': { type: 'string' },
    'app-key': { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

if (values.help) console.log(HELP);
else if (positionals[0] === 'verify' && positionals[1] !== undefined) {
  process.exitCode = await verifyCommand(positionals[1], {
    key: values.key ?? null,
    read: values['read-key'] ?? null,
    write: values['write-key'] ?? null,
    full: values['full-key'] ?? null,
    other: values['other-key'] ?? null,
    app: values['app-key'] ?? null,
  });
} else if (positionals.length > 0) usage(`Unknown command: ${positionals.join(' ')}`);
else await start();

async function start(): Promise<void> {
  const wanted = whole('port', values.port);
  const limit = parseLimit(values['anonymous-limit']);
  if (limit === undefined) return usage('--anonymous-limit is N/M or off.');
  const served = await serveMock({
    port: wanted,
    host: values.host,
    nextFree: true,
    ...(values.memory ? {} : { data: values.data }),
    images: whole('images', values.images),
    seed: whole('seed', values.seed),
    lifecycle: oneOf('lifecycle', values.lifecycle, ['errors', 'objects']),
    allowImportFrom: values['allow-import-from'].split(',').filter((host) => host !== ''),
    anonymousLimit: limit,
    ...(values['public-url'] !== undefined && { publicUrl: values['public-url'] }),
    control: values['no-control'] ? 'off' : oneOf('control', values.control, ['loopback', 'any']),
  });
  if (served.port !== wanted && wanted !== 0)
    console.log(`Port ${wanted} is taken; using ${served.port} instead.`);
  const { counts } = served.mock.control.status();
  console.log(
    `img.pro mock   ${served.url}/v1   (${counts.images} images, ${values.memory ? 'in memory' : `data in ${values.data}`})`,
  );
  if (!values['no-control']) console.log(`control        ${served.url}/__mock/ui`);
  console.log(
    'keys           img_live_demo, img_live_demo_read, img_live_demo_write, img_live_other, img_live_full; img_sk_demo (app)',
  );

  let stopping = false;
  const stop = (): void => {
    if (stopping) process.exit(130);
    stopping = true;
    void served.close().then(() => process.exit(0));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

function whole(name: string, text: string): number {
  if (!/^\d{1,7}$/.test(text)) usage(`--${name} is a whole number.`);
  return Number(text);
}

function oneOf<const Value extends string>(name: string, text: string, values_: readonly Value[]): Value {
  const found = values_.find((value) => value === text);
  return found ?? usage(`--${name} is one of ${values_.join(', ')}.`);
}

function usage(message: string): never {
  console.error(`${message}\n\n${HELP}`);
  process.exit(2);
}
