import { escape } from './escape.ts';

/** As much of JSON Schema as our own schemas use. */
interface Schema {
  $ref?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  format?: string;
  description?: string;
  example?: unknown;
  items?: Schema;
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
}

interface Operation {
  summary?: string;
  tags?: string[];
  security?: Record<string, unknown>[];
  parameters?: { name: string; in: string; required?: boolean; description?: string; schema?: Schema }[];
  requestBody?: { content: Record<string, { schema?: Schema }> };
  responses: Record<string, { description: string; content?: Record<string, { schema?: Schema }> }>;
}

interface Document {
  info: { title: string; description?: string };
  servers?: { url: string }[];
  paths?: Record<string, Record<string, Operation>>;
  components?: { schemas?: Record<string, Schema> };
}

/** The reference: every call with its parameters and answers, then every object. Plain HTML out of the OpenAPI document. */
export function docsPage(source: object): string {
  const document = source as Document;
  const calls = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      path,
      method,
      operation,
      anchor: `${method}${path.replace(/[^a-z0-9]+/gi, '-')}`,
    })),
  );
  const tags = [...new Set(calls.map(({ operation }) => operation.tags?.[0] ?? ''))];
  const schemas = Object.entries(document.components?.schemas ?? {});
  const nav =
    tags
      .map((tag) => {
        const links = calls.filter(({ operation }) => operation.tags?.[0] === tag);
        return `<h2>${escape(tag)}</h2>${links.map((call) => `<a href="#${call.anchor}"><b class="${call.method}">${call.method}</b>${escape(call.path.replace('/v1', ''))}</a>`).join('')}`;
      })
      .join('') + `<h2>Objects</h2>${schemas.map(([name]) => `<a href="#${name}">${name}</a>`).join('')}`;
  const base = document.servers?.[0]?.url ?? '';
  const main =
    `<header><h1>${escape(document.info.title)}</h1><p>${escape(document.info.description ?? '')}</p>` +
    `<p><code>${escape(base)}/v1</code> · <a href="openapi.json">openapi.json</a></p>` +
    `<pre>curl ${escape(base)}/v1/images \\\n  -H "Authorization: Bearer img_live_demo" \\\n  -F file=@photo.jpg -F caption="Hero shot"</pre></header>` +
    calls.map(({ path, method, operation, anchor }) => call(path, method, operation, anchor)).join('') +
    schemas
      .map(([name, schema]) => `<section id="${name}"><h2>${name}</h2>${describe(schema)}</section>`)
      .join('');
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escape(document.info.title)}</title>` +
    `<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"><style>${STYLE}</style></head>` +
    `<body><nav aria-label="Calls" tabindex="0">${nav}</nav><main>${main}</main></body></html>`
  );
}

function call(path: string, method: string, operation: Operation, anchor: string): string {
  const key = operation.security?.some((each) => Object.keys(each).length === 0)
    ? 'key optional'
    : 'key needed';
  const parameters = (operation.parameters ?? []).map((each) =>
    row(
      each.name,
      each.schema ?? {},
      each.required ?? false,
      `${each.in}. ${each.description ?? each.schema?.description ?? ''}`,
    ),
  );
  const bodies = Object.entries(operation.requestBody?.content ?? {}).map(
    ([type, { schema }]) => `<h3>${type}</h3>${describe(schema ?? {})}`,
  );
  const answers = Object.entries(operation.responses).map(([status, { description, content }]) => {
    const schema = Object.values(content ?? {})[0]?.schema;
    return `<tr><td><code class="s${status[0]}">${status}</code></td><td>${schema ? type(schema) : ''}</td><td>${escape(description)}</td></tr>`;
  });
  return (
    `<section id="${anchor}"><h2><b class="${method}">${method}</b> <code>${escape(path)}</code></h2><p>${escape(operation.summary ?? '')} <small>${key}</small></p>` +
    (parameters.length > 0 ? `<h3>Parameters</h3><table>${parameters.join('')}</table>` : '') +
    bodies.join('') +
    `<h3>Answers</h3><table>${answers.join('')}</table></section>`
  );
}

function describe(schema: Schema): string {
  if (schema.$ref) return `<p>${type(schema)}</p>`;
  const rows = Object.entries(schema.properties ?? {}).map(([name, field]) =>
    row(name, field, schema.required?.includes(name) ?? false, field.description ?? ''),
  );
  if (typeof schema.additionalProperties === 'object')
    rows.push(
      row(
        'any other field',
        schema.additionalProperties,
        false,
        schema.additionalProperties.description ?? '',
      ),
    );
  const about = schema.description ? `<p>${escape(schema.description)}</p>` : '';
  return about + (rows.length > 0 ? `<table>${rows.join('')}</table>` : `<p>${type(schema)}</p>`);
}

function row(name: string, schema: Schema, required: boolean, about: string): string {
  const example =
    schema.example === undefined ? '' : ` <small>e.g. ${escape(String(schema.example))}</small>`;
  return `<tr><td><code>${escape(name)}</code>${required ? '<small> required</small>' : ''}</td><td>${type(schema)}</td><td>${escape(about)}${example}</td></tr>`;
}

function type(schema: Schema): string {
  if (schema.$ref) {
    const name = schema.$ref.split('/').pop() ?? '';
    return `<a href="#${name}">${name}</a>`;
  }
  if (schema.const !== undefined) return `<code>${escape(JSON.stringify(schema.const))}</code>`;
  if (schema.enum)
    return schema.enum.map((value) => `<code>${escape(JSON.stringify(value))}</code>`).join(' ');
  if (schema.anyOf) return schema.anyOf.map(type).join(' or ');
  if (schema.items) return `list of ${type(schema.items)}`;
  const bounds =
    schema.minimum !== undefined && schema.maximum !== undefined && schema.maximum < 1e9
      ? ` ${schema.minimum}–${schema.maximum}`
      : schema.maxLength
        ? ` ≤ ${schema.maxLength}`
        : '';
  return escape(
    [schema.type ?? 'any'].flat().join(' or ') + (schema.format ? ` (${schema.format})` : '') + bounds,
  );
}

const STYLE = `
  :root { color-scheme: light dark; --ink: light-dark(#1b1c1f, #ecebe8); --soft: light-dark(#686b73, #9b9ea6); --line: light-dark(#e4e4e0, #2a2b2f); --ground: light-dark(#fff, #141517); --raised: light-dark(#f7f7f4, #1b1c1f); }
  * { box-sizing: border-box; }
  body { margin: 0; display: grid; grid-template-columns: 260px minmax(0, 860px); gap: 48px; background: var(--ground); color: var(--ink); font: 15px/1.55 ui-sans-serif, system-ui, sans-serif; }
  nav { position: sticky; top: 0; height: 100dvh; overflow: auto; padding: 24px 16px; background: var(--raised); border-inline-end: 1px solid var(--line); font-size: 13px; }
  nav h2 { margin: 18px 0 4px; font-size: 11px; letter-spacing: .06em; text-transform: uppercase; color: var(--soft); }
  nav a { display: flex; gap: 8px; padding: 3px 6px; border-radius: 4px; color: inherit; text-decoration: none; font-family: ui-monospace, monospace; font-size: 12px; }
  nav a:hover { background: var(--line); }
  main { padding: 40px 24px 120px; }
  section { margin-block: 44px; scroll-margin-top: 16px; border-block-start: 1px solid var(--line); padding-block-start: 20px; }
  h1 { font-size: 26px; margin: 0; letter-spacing: -.01em; } main h2 { margin: 0 0 4px; font-size: 17px; overflow-wrap: anywhere; } h3 { margin: 18px 0 4px; font-size: 13px; color: var(--soft); font-weight: 600; }
  p { margin: 4px 0; } small { color: var(--soft); }
  a { color: light-dark(#2456c9, #8fb2ff); }
  code, pre { font-family: ui-monospace, SFMono-Regular, Menlo, monospace; font-size: .9em; }
  pre { padding: 14px 16px; background: var(--raised); border: 1px solid var(--line); border-radius: 8px; overflow-x: auto; }
  table { width: 100%; border-collapse: collapse; font-size: 14px; } td { padding: 6px 12px 6px 0; border-block-start: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; } td:first-child { width: 28%; } td:nth-child(2) { width: 26%; color: var(--soft); }
  b { font: 700 11px/1 ui-monospace, monospace; text-transform: uppercase; color: light-dark(#1d6b45, #6fd3a2); } b.post { color: light-dark(#2456c9, #8fb2ff); } b.patch { color: light-dark(#96590a, #e5b567); } b.delete { color: light-dark(#b3261e, #ff9a90); }
  nav b { width: 44px; padding-block-start: 4px; } .s4, .s5 { color: light-dark(#b3261e, #ff9a90); } .s2 { color: light-dark(#1d6b45, #6fd3a2); }
  @media (max-width: 760px) {
    body { grid-template-columns: minmax(0, 1fr); gap: 0; }
    nav { position: static; height: auto; max-height: 38dvh; padding-block: 8px; border-inline-end: 0; border-block-end: 1px solid var(--line); }
    main { padding: 24px 16px 80px; min-width: 0; }
    table { table-layout: fixed; } td:first-child { width: 34%; }
  }
`;
