/**
 * Gives each event the members of its detail, read from the interfaces in `*.events.ts`: a name of a type tells a reader of
 * the manifest nothing.
 */
function eventDetails() {
  const interfaces = new Map();
  return {
    name: 'event-details',
    analyzePhase({ ts, node, moduleDoc }) {
      if (!moduleDoc.path.endsWith('.events.ts') || !ts.isInterfaceDeclaration(node)) return;
      interfaces.set(node.name.text, {
        bases: (node.heritageClauses ?? []).flatMap(({ types }) => types.map((type) => type.getText())),
        members: node.members
          .filter((member) => ts.isPropertySignature(member))
          .map((member) => ({
            name: member.name.getText(),
            type: { text: member.type.getText() },
            description: ts
              .getJSDocCommentsAndTags(member)
              .map(({ comment }) => comment)
              .join('\n'),
          })),
      });
    },
    packageLinkPhase({ customElementsManifest }) {
      const membersOf = (name) => {
        const { bases = [], members = [] } = interfaces.get(name) ?? {};
        return [...bases.flatMap(membersOf), ...members];
      };
      customElementsManifest.modules = customElementsManifest.modules.filter(
        ({ path }) => !path.endsWith('.events.ts'),
      );
      for (const { declarations = [] } of customElementsManifest.modules)
        for (const { events = [] } of declarations)
          for (const event of events) {
            const name = /^CustomEvent<(\w+)>$/.exec(event.type?.text ?? '')?.[1];
            if (name) event.detail = membersOf(name);
          }
    },
  };
}

// Reads the class docs of the elements into custom-elements.json, and from it the editor data and JSX types.
export default {
  globs: [
    'src/elements/*/imgpro-*.ts',
    'src/elements/*/properties.ts',
    'src/elements/uploader/{commands,form/form-associated}.ts',
    'src/elements/*/*.events.ts',
    'src/elements/shared/base/base.ts',
    'src/elements/shared/ui/template-element.ts',
    'src/elements/shared/connection/element.ts',
    'src/define/*.ts',
  ],
  outdir: '.',
  litelement: true,
  packagejson: false,
  plugins: [
    eventDetails(),
    {
      name: 'public-only',
      packageLinkPhase({ customElementsManifest }) {
        // Storybook shows every member it finds: private ones and Lit's own hooks are nobody's business.
        const hooks = new Set([
          'styles',
          'shadowRootOptions',
          'formAssociated',
          'render',
          'willUpdate',
          'updated',
          'firstUpdated',
          'role',
        ]);
        for (const { declarations = [] } of customElementsManifest.modules) {
          for (const declaration of declarations) {
            // Seen in the base class's `emit(type)`: no event of that name exists.
            declaration.events = declaration.events?.filter(({ name }) => name !== 'type');
            declaration.members = declaration.members?.filter(
              ({ name, privacy }) =>
                privacy !== 'private' &&
                privacy !== 'protected' &&
                !name.startsWith('#') &&
                !hooks.has(name) &&
                !/Callback$/.test(name),
            );
          }
        }
      },
    },
  ],
};
