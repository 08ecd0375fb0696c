import { warnOnce } from '../elements/shared/base/warn.ts';

/** Tells of two copies of the package, perhaps of two versions, on one page. */
export function adviseOfCopies(): void {
  warnOnce(
    'copies',
    "There are two copies of imgpro-elements on this page. The first one's tags stay; configure() and " +
      'registerLocale() of the second have no effect on them. Let one copy be loaded: by one script tag, or by npm.',
  );
}
