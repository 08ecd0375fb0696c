// The class docs are the contract; custom-elements.json is what Storybook and editors read of them.
import { beforeAll, describe, expect, test } from 'vitest';
import { readManifest, type Declaration, type Named } from './read-manifest.ts';

let elements: Map<string, Declaration>;

beforeAll(() => {
  elements = readManifest();
}, 60_000);

/** The public names of each element, which pages rely on; none may be missing. */
const contract = {
  'imgpro-uploader': {
    attributes:
      'token-endpoint api-url name required disabled multiple accept max-files min-files max-file-size sources variant view manual concurrency retries max-dimension quality format strip-location fields ttl published-at caption drop-target delete-on-remove',
    members:
      'value metadata uppy files images progress browse addFiles addUrl upload pause resume cancel retry remove clear checkValidity reportValidity tokenProvider client',
    events:
      'imgpro-files-added imgpro-file-rejected imgpro-upload-start imgpro-upload-progress imgpro-upload-success imgpro-image-ready imgpro-upload-error imgpro-file-removed imgpro-complete input change',
    slots: 'label hint icon actions',
    parts: 'base dropzone browse list file thumbnail name status progress error actions summary fields',
  },
  'imgpro-image': {
    attributes:
      'token-endpoint api-url image-id src width height alt sizes priority formats transform placeholder ratio nsfw show-caption link zoomable',
    members: 'image tokenProvider client',
    events: 'imgpro-load imgpro-error imgpro-state imgpro-reveal',
    slots: ' processing error caption',
    parts: 'base skeleton panel reveal retry caption',
  },
  'imgpro-gallery': {
    attributes:
      'token-endpoint api-url ids layout row-height columns gap page-size selectable manage lightbox reorderable uploader',
    members: 'images reload loadMore select selectAll clearSelection open scrollToImage tokenProvider client',
    events:
      'imgpro-load-page imgpro-selection-change imgpro-open imgpro-close imgpro-reorder imgpro-delete imgpro-update imgpro-before-delete imgpro-error',
    slots: 'empty error toolbar end',
    parts: 'base toolbar tile image caption check more',
  },
} as const;

const kinds = ['attributes', 'members', 'events', 'slots', 'cssParts', 'cssProperties', 'cssStates'] as const;

for (const [tag, names] of Object.entries(contract)) {
  describe(`<${tag}>`, () => {
    test('has every name of the contract', () => {
      const declaration = elements.get(tag)!;
      const missing = (have: Named[] = [], want: string) =>
        want.split(' ').filter((name) => !have.some((each) => each.name === name));
      expect({
        attributes: missing(declaration.attributes, names.attributes),
        members: missing(declaration.members, names.members),
        events: missing(declaration.events, names.events),
        slots: missing(declaration.slots, names.slots),
        parts: missing(declaration.cssParts, names.parts),
      }).toEqual({ attributes: [], members: [], events: [], slots: [], parts: [] });
    });

    test('describes everything it shows', () => {
      const declaration = elements.get(tag)!;
      expect(declaration.summary).toBeTruthy();
      const silent = kinds.flatMap((kind) =>
        (declaration[kind] ?? [])
          .filter(({ description }) => !description)
          .map(({ name }) => `${kind} ${name}`),
      );
      expect(silent).toEqual([]);
    });
  });
}
