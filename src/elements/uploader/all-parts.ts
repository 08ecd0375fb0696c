import * as engine from './engine.ts';
import * as reading from './input/read-many.ts';
import { enginePart } from './late-engine.ts';
import * as fields from './list/fields.ts';
import * as order from './list/order/ordering.ts';
import * as longList from './list/row-geometry.ts';
import * as tiles from './list/tiles.styles.ts';
import * as link from './panel/link-form.ts';
import * as rejections from './panel/rejections.ts';
import * as service from './panel/service/service-facts.ts';
import {
  fieldsPart,
  linkPart,
  longListPart,
  orderPart,
  readingPart,
  recoveryPart,
  rejectionsPart,
  servicePart,
  tilesPart,
} from './parts.ts';
import * as recovery from './recovery/recovery-controller.ts';

/** Hands in the engine and the parts that are fetched when they are wanted: for pages that are to have them at once. */
export function provideParts(): void {
  enginePart.provide(engine);
  readingPart.provide(reading);
  fieldsPart.provide(fields);
  longListPart.provide(longList);
  orderPart.provide(order);
  tilesPart.provide(tiles);
  linkPart.provide(link);
  rejectionsPart.provide(rejections);
  servicePart.provide(service);
  recoveryPart.provide(recovery);
}
