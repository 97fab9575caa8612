import { readdirSync, readFileSync } from 'node:fs';
import { OptionDefaults } from 'typedoc';

/** The sources of a package's public entries. The `internal` entries promise nothing, so they are left out. */
function entriesOf(folder) {
  const { private: isPrivate, exports } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  if (isPrivate) return [];
  return Object.entries(exports).flatMap(([path, { development }]) =>
    development === undefined || /^\.\/internal(\/|$)/.test(path) ? [] : [`${folder}/${development.slice(2)}`],
  );
}

/** @type {Partial<import('typedoc').TypeDocOptions>} */
export default {
  name: 'Streetdate',
  entryPoints: readdirSync('packages')
    .sort()
    .flatMap((name) => entriesOf(`packages/${name}`)),
  tsconfig: 'test/tsconfig.json',
  out: 'docs',
  readme: 'README.md',
  excludePrivate: true,
  excludeInternal: true,
  // test/structure/docs.test.ts checks the members. Here they would include those that zod infers, which have no place for a comment.
  requiredToBeDocumented: ['Enum', 'EnumMember', 'Variable', 'Function', 'Class', 'Interface', 'Method', 'Accessor', 'TypeAlias'],
  // The README links to folders, which typedoc does not copy.
  validation: { notExported: false, invalidLink: false, invalidPath: false, notDocumented: true },
  // Tags of the client's types, which are made from the service's document.
  blockTags: [...OptionDefaults.blockTags, '@description', '@constant'],
  // A clone may have no remote to link to.
  disableSources: true,
  treatWarningsAsErrors: true,
};
