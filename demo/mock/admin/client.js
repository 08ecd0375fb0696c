// The admin page's script: reads the control plane every second and drives it. Plain JavaScript, served as it is.

/** @param {string} id */
const $ = (id) => /** @type {any} */ (document.getElementById(id));

/**
 * An element with attributes and children; text goes in as text.
 * @param {string} tag @param {Record<string, unknown>} [attributes] @param {...(Node | string | null)} children
 */
function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) made.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    else if (value !== null && value !== undefined) made.setAttribute(name, String(value));
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** @param {string} method @param {string} path @param {unknown} [json] */
async function call(method, path, json) {
  const response = await fetch(new URL(`../__mock${path}`, location.href), {
    method,
    ...(json === undefined
      ? {}
      : { body: JSON.stringify(json), headers: { 'Content-Type': 'application/json' } }),
  });
  const body = await response.json();
  if (!response.ok) {
    const { message, details } = body.error;
    toast(details ? Object.values(details).flat().join(' ') : message);
    throw new Error(message);
  }
  return body;
}

let hiding = 0;
/** @param {string} text */
function toast(text) {
  $('toast').textContent = text;
  $('toast').classList.add('shown');
  clearTimeout(hiding);
  hiding = window.setTimeout(() => $('toast').classList.remove('shown'), 3000);
}

let last = Promise.resolve();

/**
 * Does something to the mock, says so, and looks again; one thing after the other.
 * @param {string} done @param {() => Promise<unknown>} work
 */
const act = (done, work) => () => {
  last = last
    .then(work)
    .then(() => {
      if (done !== '') toast(done);
      return refresh();
    })
    .catch(() => {});
  return last;
};

/** @param {string} text @param {string} done @param {() => Promise<unknown>} work @param {string} [kind] */
const button = (text, done, work, kind) =>
  el('button', { type: 'button', class: kind, onclick: act(done, work) }, text);

// Clock

for (const span of ['1m', '1h', '1d', '31d']) {
  $('clock-actions').append(
    button(`+${span}`, `${span} later.`, () => call('POST', '/clock', { advance: span })),
  );
}
const freeze = el(
  'button',
  { type: 'button', onclick: () => act('', () => call('POST', '/clock', { freeze: !state.frozen }))() },
  'Freeze',
);
$('clock-actions').append(
  freeze,
  button('Now', 'Back to the real time.', () =>
    call('POST', '/clock', { freeze: false, set: new Date().toISOString() }),
  ),
);

// Faults

/** @type {[string, object][]} */
const PRESETS = [
  ['Next upload: 503', { match: 'POST /v1/images', status: 503, retry_after: 1, times: 1 }],
  ['A third of uploads fail', { match: 'POST /v1/images', status: 500, rate: 0.33 }],
  ['Answer lost', { match: 'POST /v1/images', drop: 'after', times: 1 }],
  ['Cut while sending', { match: 'POST /v1/images', drop: 'mid', times: 1 }],
  ['Slow, 3 s', { match: '* /v1/*', delay_ms: 3000 }],
  ['Pictures fail', { match: 'GET /cdn/*', status: 503 }],
];
for (const [text, rule] of PRESETS) {
  $('presets').append(
    button(text, 'Added.', async () => call('PUT', '/faults', [...(await call('GET', '/faults')), rule])),
  );
}
$('presets').append(button('Clear', 'No faults.', () => call('DELETE', '/faults'), 'danger'));

$('fault-form').addEventListener('submit', (/** @type {SubmitEvent} */ event) => {
  event.preventDefault();
  const entries = [...new FormData(/** @type {HTMLFormElement} */ (event.target))].filter(
    ([, value]) => value !== '',
  );
  const rule = Object.fromEntries(
    entries.map(([name, value]) => [name, name === 'match' || name === 'drop' ? value : Number(value)]),
  );
  void act('Added.', async () => call('PUT', '/faults', [...(await call('GET', '/faults')), rule]))();
});

/** @param {Record<string, unknown>[]} rules */
function showRules(rules) {
  $('rules').replaceChildren(
    ...rules.map((rule, index) => {
      const { match, ...rest } = rule;
      const text = Object.entries(rest)
        .map(([name, value]) => `${name} ${value}`)
        .join(', ');
      const others = rules.filter((_, at) => at !== index);
      return el(
        'li',
        {},
        el('span', { title: `${match}: ${text}` }, `${match}: ${text}`),
        button('Remove', 'Removed.', () => call('PUT', '/faults', others)),
      );
    }),
  );
}

// Keys

$('key-form').addEventListener('submit', (/** @type {SubmitEvent} */ event) => {
  event.preventDefault();
  const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
  const limit = form.get('uploads_limit');
  void act('Made.', () =>
    call('POST', '/keys', {
      abilities: String(form.get('abilities')).split(','),
      ...(limit ? { uploads_limit: Number(limit) } : {}),
    }),
  )();
});

/** @param {{ key: string, account: string, abilities: string[] }[]} keys */
function showKeys(keys) {
  $('key-list').replaceChildren(
    ...keys.map(({ key, account, abilities }) =>
      el(
        'li',
        {},
        el('code', { title: key }, key),
        el('small', {}, `${account}, ${abilities.join('+')}`),
        button('Copy', 'Copied.', () => navigator.clipboard.writeText(key)),
      ),
    ),
  );
}

// Images

const STATES = ['ready', 'processing', 'failed', 'blocked', 'locked'];

/** @param {any} image */
function card(image) {
  const choose = el(
    'select',
    {
      'aria-label': `State of ${image.filename}`,
      'data-state': image.state,
      onchange: (/** @type {any} */ event) =>
        act(`${image.filename}: ${event.target.value}.`, () =>
          call('PATCH', `/images/${image.id}`, { state: event.target.value }),
        )(),
    },
    ...STATES.map((each) => el('option', each === image.state ? { selected: '' } : {}, each)),
  );
  const shown = image.state === 'ready' || image.state === 'locked';
  const picture = shown
    ? el('img', { src: image.thumbnail, alt: '', loading: 'lazy' })
    : el('span', { class: 'none' }, image.state);
  const facts = `${image.width} × ${image.height} · ${image.account ?? 'anonymous'}${image.public ? '' : ' · private'}${image.nsfw ? ' · nsfw' : ''}`;
  return el(
    'div',
    { class: 'card' },
    el('a', { href: image.page_url, target: '_blank', title: image.caption }, picture),
    el('b', { title: image.id }, image.filename),
    el('small', {}, facts),
    choose,
  );
}

$('reset-form').addEventListener('submit', (/** @type {SubmitEvent} */ event) => {
  event.preventDefault();
  const images = Number(new FormData(/** @type {HTMLFormElement} */ (event.target)).get('images') || 0);
  if (confirm('Delete all images, keys, faults and requests of this mock?'))
    void act('As on the first day.', () => call('POST', '/reset', { images }))();
});

// Requests

$('clear-requests').addEventListener(
  'click',
  act('Cleared.', () => call('DELETE', '/requests')),
);
$('filter').addEventListener('input', () => showRequests(state.requests));

/** @param {any[]} requests */
function showRequests(requests) {
  const wanted = $('filter').value.toLowerCase();
  const rows = requests
    .filter((each) =>
      `${each.method} ${each.path}${each.query} ${each.status} ${each.key} ${each.fault}`
        .toLowerCase()
        .includes(wanted),
    )
    .slice(-200)
    .reverse()
    .map((each) =>
      el(
        'tr',
        {},
        el('td', {}, each.at.slice(11, 19)),
        el('td', {}, `${each.method} ${each.path}${each.query}`),
        el(
          'td',
          { class: `s${String(each.status ?? 0)[0]}` },
          each.status === null ? 'no answer' : String(each.status),
        ),
        el('td', {}, each.key ?? ''),
        el('td', {}, each.bytes_in ? each.bytes_in.toLocaleString('en') : ''),
        el('td', { class: 's5' }, each.fault ?? ''),
      ),
    );
  $('requests').replaceChildren(
    ...(rows.length > 0
      ? rows
      : [
          el(
            'tr',
            {},
            el('td', { colspan: 6, class: 'empty' }, 'Nothing yet. Requests appear here as they come.'),
          ),
        ]),
  );
}

// Looking again: only what has changed is drawn anew, so that a menu stays open and focus stays where it is.

/** @type {{ frozen: boolean, requests: any[] }} */
const state = { frozen: false, requests: [] };
/** @type {Map<string, string>} */
const drawn = new Map();

/** @param {string} name @param {unknown} value @param {() => void} draw */
function redraw(name, value, draw) {
  const text = JSON.stringify(value);
  if (drawn.get(name) === text) return;
  drawn.set(name, text);
  draw();
}

async function refresh() {
  const [status, faults, journal, list] = await Promise.all([
    call('GET', ''),
    call('GET', '/faults'),
    call('GET', '/requests'),
    call('GET', '/images'),
  ]);
  state.frozen = status.frozen;
  state.requests = journal.requests;
  const [day, time] = status.now.split('T');
  $('now').replaceChildren(
    time.slice(0, 8),
    el('small', {}, `${day}, UTC${status.frozen ? ', standing still' : ''}`),
  );
  $('now').classList.toggle('frozen', status.frozen);
  freeze.textContent = status.frozen ? 'Let run' : 'Freeze';
  freeze.classList.toggle('on', status.frozen);
  $('summary').textContent =
    `${status.counts.images.toLocaleString('en')} images, ${status.counts.requests.toLocaleString('en')} requests`;
  redraw('links', status.urls, () =>
    $('links').replaceChildren(
      ...[
        ['API reference', status.urls.docs],
        ['OpenAPI', status.urls.openapi],
      ].map(([text, href]) => el('a', { href }, text ?? '')),
    ),
  );
  redraw('faults', faults, () => showRules(faults));
  redraw('keys', status.keys, () => showKeys(status.keys));
  redraw('images', list.images, () =>
    $('images').replaceChildren(
      ...(list.images.length > 0
        ? list.images.map(card)
        : [el('p', { class: 'empty' }, 'No images. Upload one, or reset with some seeded ones.')]),
    ),
  );
  redraw('requests', journal.requests, () => showRequests(journal.requests));
}

async function watch() {
  while (true) {
    if (document.visibilityState === 'visible') {
      await refresh().catch(() => {
        $('summary').textContent = 'The mock does not answer.';
      });
    }
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

void watch();
