import type { App } from '../routes/resource.ts';
import { resource } from '../routes/resource.ts';
import type { World } from '../world.ts';
import { adminPage } from './page.ts';

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src * data:; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors ";

/** GET /__mock/ui: the control plane for people. Behind the same guard as all of /__mock. */
export function adminRoutes(app: App, world: World): void {
  const { admin } = world.settings;
  if (!admin) return;
  const policy = POLICY + (admin.ancestors ?? "'none'");
  const send = (body: string, type: string) => () =>
    new Response(body, { headers: { 'Content-Type': type, 'Content-Security-Policy': policy } });
  resource(app, '/__mock/ui', { GET: [send(adminPage(), 'text/html; charset=utf-8')] });
  resource(app, '/__mock/ui/client.js', { GET: [send(admin.script, 'text/javascript; charset=utf-8')] });
  resource(app, '/__mock/ui/style.css', { GET: [send(admin.style, 'text/css; charset=utf-8')] });
}
