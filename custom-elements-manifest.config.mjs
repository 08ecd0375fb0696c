// Reads the class docs of the elements into custom-elements.json, and from it the editor data and JSX types.
export default {
  globs: [
    'src/elements/*/imgpro-*.ts',
    'src/elements/*/properties.ts',
    'src/elements/uploader/{commands,form/form-associated}.ts',
    'src/elements/shared/base/base.ts',
    'src/elements/shared/ui/template-element.ts',
    'src/elements/shared/connection/element.ts',
    'src/define/*.ts',
  ],
  outdir: '.',
  litelement: true,
  packagejson: false,
  plugins: [
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
