import { warnOnce } from '../elements/shared/base/warn.ts';

/** Tells of a tag that another copy of the package, perhaps of another version, has registered. */
export function adviseOfCopies(tag: string, element: CustomElementConstructor): void {
  if (customElements.get(tag) !== element)
    warnOnce(
      'copies',
      `There are two copies of imgpro-elements on this page. The first one's <${tag}> stays; configure() and ` +
        'registerLocale() of the second have no effect on it. Let one copy be loaded: by one script tag, or by npm.',
    );
}
