import * as engine from './engine.ts';
import * as intake from './input/intake.ts';
import { enginePart } from './late-engine.ts';
import * as fields from './list/fields.ts';
import * as follow from './list/follow.ts';
import * as order from './list/order/ordering.ts';
import * as longList from './list/row-geometry.ts';
import * as rowMenu from './list/row-menu.ts';
import * as tiles from './list/tiles.styles.ts';
import * as link from './panel/link-form.ts';
import * as rejections from './panel/rejections.ts';
import * as service from './panel/service/service-facts.ts';
import {
  fieldsPart,
  followPart,
  intakePart,
  linkPart,
  longListPart,
  recoveryPart,
  rejectionsPart,
  rowMenuPart,
  orderPart,
  servicePart,
  tilesPart,
} from './parts.ts';
import * as recovery from './recovery/recovery-controller.ts';

/** Hands in the engine and the parts that are fetched when they are wanted: for pages that are to have them at once. */
export function provideParts(): void {
  enginePart.provide(engine);
  intakePart.provide(intake);
  fieldsPart.provide(fields);
  longListPart.provide(longList);
  orderPart.provide(order);
  tilesPart.provide(tiles);
  rowMenuPart.provide(rowMenu);
  followPart.provide(follow);
  linkPart.provide(link);
  rejectionsPart.provide(rejections);
  servicePart.provide(service);
  recoveryPart.provide(recovery);
}
