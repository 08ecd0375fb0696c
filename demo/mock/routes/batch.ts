import type { BatchError, BatchResult, Image, Tombstone } from '../../../src/api/types.ts';
import type { Ctx } from '../context.ts';
import { ApiFault, invalid } from '../errors.ts';
import { access } from '../middleware/caller.ts';
import { parsePatch } from '../rules/fields.ts';
import { change, remove } from '../service/change.ts';
import { changeable, deletable, viewerOf } from '../service/find.ts';
import { imageObject } from '../service/image-object.ts';
import { readJsonObject } from '../service/json.ts';
import type { World } from '../world.ts';
import { MAX_IDS } from './images.ts';
import { resource, type App } from './resource.ts';

/** PATCH and DELETE /v1/images/batch (demo/mock/README.md, Batches). */
export function batchRoutes(app: App, world: World): void {
  resource(app, '/v1/images/batch', {
    PATCH: [
      access(),
      async (c) => {
        const { ids: given, ...rest } = await readJsonObject(c);
        const ids = readIds(given);
        const patch = parsePatch(Object.entries(rest));
        if (!patch.ok) throw invalid(patch.problem);
        const data: Image[] = [];
        const errors: BatchError[] = [];
        world.ports.store.atomic(() => {
          for (const id of ids) {
            const image = changeable(world, viewerOf(c), id);
            const changed = image instanceof ApiFault ? image : change(world, image, patch.value);
            if (changed instanceof ApiFault) errors.push({ id, error: changed.body.error });
            else data.push(imageObject(changed, c.get('base'), true));
          }
        });
        return answer(c, { object: 'batch_result', data, errors });
      },
    ],
    DELETE: [
      access(),
      async (c) => {
        const ids = readIds((await readJsonObject(c))['ids']);
        const data: Tombstone[] = [];
        const errors: BatchError[] = [];
        const gone: string[] = [];
        for (const id of ids) {
          const image = deletable(world, viewerOf(c), id);
          // Absent and foreign ids report as deleted too (demo/mock/README.md, Batches); only what is locked is an error.
          if (image instanceof ApiFault && image.code === 'media_locked') {
            errors.push({ id, error: image.body.error });
            continue;
          }
          if (!(image instanceof ApiFault)) gone.push(id);
          data.push({ id, object: 'image', deleted: true });
        }
        await remove(world, gone);
        return answer(c, { object: 'batch_result', data, errors });
      },
    ],
  });
}

function answer(c: Ctx, result: BatchResult<unknown>): Response {
  return c.json(result, result.errors.length > 0 ? 207 : 200);
}

function readIds(value: unknown): string[] {
  if (
    !Array.isArray(value) ||
    value.length === 0 ||
    !value.every((id) => typeof id === 'string' && id !== '')
  ) {
    throw invalid({ ids: ['The ids must be a list of at least one image id.'] });
  }
  if (value.length > MAX_IDS) throw invalid({ ids: [`At most ${MAX_IDS} ids a call.`] });
  return [...new Set(value as string[])];
}
