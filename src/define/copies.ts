import { warnOnce } from '../elements/shared/base/warn.ts';

/** Tells of two copies of the package, perhaps of two versions, on one page. */
export function adviseOfCopies(): void {
  warnOnce(
    'copies',
    'There are two copies of imgpro-elements on this page. The first one stays; the second has no effect, nor has its ' +
      'configure(). Load one: by a script tag, or by npm.',
  );
}
