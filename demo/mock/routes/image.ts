import { ApiFault, invalid } from '../errors.ts';
import { access } from '../middleware/caller.ts';
import { parsePatch } from '../rules/fields.ts';
import { owns } from '../rules/privacy.ts';
import { change, remove } from '../service/change.ts';
import { changeable, deletable, readable, viewerOf } from '../service/find.ts';
import { imageObject } from '../service/image-object.ts';
import { readJsonObject } from '../service/json.ts';
import type { World } from '../world.ts';
import { resource, type App } from './resource.ts';

/** GET, PATCH and DELETE /v1/images/:id (demo/mock/README.md, Addresses and Changing). */
export function imageRoutes(app: App, world: World): void {
  resource(app, '/v1/images/:id', {
    GET: [
      access({ anonymous: true }),
      (c) => {
        const image = readable(world, c, c.req.param('id') ?? '');
        return c.json(imageObject(image, c.get('base'), owns(viewerOf(c), image)));
      },
    ],
    PATCH: [
      access(),
      async (c) => {
        const body = await readJsonObject(c);
        const image = changeable(world, viewerOf(c), c.req.param('id') ?? '');
        if (image instanceof ApiFault) throw image;
        const patch = parsePatch(Object.entries(body));
        if (!patch.ok) throw invalid(patch.problem);
        const changed = change(world, image, patch.value);
        if (changed instanceof ApiFault) throw changed;
        return c.json(imageObject(changed, c.get('base'), true));
      },
    ],
    DELETE: [
      access(),
      async (c) => {
        const image = deletable(world, viewerOf(c), c.req.param('id') ?? '');
        if (image instanceof ApiFault) throw image;
        await remove(world, [image.id]);
        return c.json({ id: image.id, object: 'image', deleted: true });
      },
    ],
  });
}
