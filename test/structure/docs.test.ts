import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { PACKAGES, PACKAGES_FOLDER, readManifest } from './sources.ts';

/** Public entries. What is internal promises nothing; core's is checked as well, since its kernels and adapters are worth explaining. */
const ENTRIES = [
  ...PACKAGES.flatMap((folder) => ['index.ts', 'portable.ts', 'onnx.ts', 'store.ts', 'pool.ts'].map((entry) => join(folder, 'src', entry))),
  ...['internal.ts', 'internal-node.ts', 'internal-threads.ts', 'internal-files.ts'].map((entry) => join('core/src', entry)),
]
  .map((entry) => join(PACKAGES_FOLDER, entry))
  .filter(existsSync);

const OPTIONS: ts.CompilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, noLib: true, noEmit: true, types: [] };

/** The sources of this repository's packages, by the name that others import them by: `@streetdate/core/portable`. */
const SOURCES = new Map(
  PACKAGES.flatMap((folder) =>
    Object.entries(readManifest(folder).exports ?? {}).flatMap(([entry, target]) => {
      const source = typeof target === 'string' ? undefined : target.development;
      return source === undefined ? [] : [[readManifest(folder).name + entry.slice(1), join(PACKAGES_FOLDER, folder, source)]];
    }),
  ) as [string, string][],
);

/** Compiles this repository's sources alone. Other packages are not read: what they document is not asked, and it takes a tenth of the time. */
function compile(entries: readonly string[], host = ts.createCompilerHost(OPTIONS)): ts.Program {
  host.resolveModuleNameLiterals = (names, file) =>
    names.map(({ text }) => {
      const path = text.startsWith('.') ? resolve(dirname(file), text) : SOURCES.get(text);
      return { resolvedModule: path === undefined ? undefined : { resolvedFileName: path, extension: ts.Extension.Ts } };
    });
  return ts.createProgram(entries, OPTIONS, host);
}

/** The exports of an entry, and the members of exported interfaces, classes and object types, that have no sentence of documentation. */
function undocumented(program: ts.Program, entry: string): string[] {
  const checker = program.getTypeChecker();
  const module = checker.getSymbolAtLocation(program.getSourceFile(entry)!);
  if (module === undefined) throw new Error(`${entry} is no module`);
  return checker.getExportsOfModule(module).flatMap((exported) => {
    const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    const own = hasSentence(symbol, checker) ? [] : [exported.name];
    return [
      ...own,
      ...membersOf(symbol)
        .filter((member) => !hasSentence(member, checker))
        .map(({ name }) => `${exported.name}.${name}`),
    ];
  });

  function membersOf(symbol: ts.Symbol): ts.Symbol[] {
    const declarations = symbol.declarations ?? [];
    const own = declarations.flatMap(memberNodes).flatMap((node) => checker.getSymbolAtLocation(node.name!) ?? []);
    return [...own, ...declarations.flatMap(basesOf).flatMap(membersOf)];
  }

  /** The interfaces that an interface extends: a caller sees their members as its own. */
  function basesOf(declaration: ts.Node): ts.Symbol[] {
    if (!ts.isInterfaceDeclaration(declaration)) return [];
    const named = (declaration.heritageClauses ?? []).flatMap(({ types }) => [...types]);
    return named.flatMap(({ expression }) => {
      const symbol = checker.getSymbolAtLocation(expression);
      if (symbol === undefined) return [];
      return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    });
  }
}

/** The members that a declaration of this repository spells out: also those of object types inside a union or an intersection. */
function memberNodes(declaration: ts.Node): (ts.TypeElement | ts.ClassElement)[] {
  if (ts.isInterfaceDeclaration(declaration) || ts.isTypeLiteralNode(declaration)) return declaration.members.filter(isPublicMember);
  if (ts.isClassDeclaration(declaration)) return declaration.members.filter(isPublicMember);
  if (ts.isTypeAliasDeclaration(declaration)) return memberNodes(declaration.type);
  if (ts.isUnionTypeNode(declaration) || ts.isIntersectionTypeNode(declaration)) return declaration.types.flatMap(memberNodes);
  return [];
}

function isPublicMember(member: ts.TypeElement | ts.ClassElement): boolean {
  if (member.name === undefined || ts.isPrivateIdentifier(member.name)) return false;
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Override;
  return (ts.getCombinedModifierFlags(member) & hidden) === 0;
}

/** A sentence: two words or more, and a full stop or the like at an end. */
function hasSentence(symbol: ts.Symbol, checker: ts.TypeChecker): boolean {
  const text = ts.displayPartsToString(symbol.getDocumentationComment(checker)).trim();
  return /[.:?!)”](\s|$)/.test(text) && text.split(/\s+/).length >= 2;
}

const program = compile(ENTRIES);

test.each(ENTRIES.map((entry) => [entry.slice(PACKAGES_FOLDER.length), entry]))(
  'every export of %s is documented, and so are its members',
  (_, entry) => {
    expect(undocumented(program, entry)).toEqual([]);
  },
);

describe('the check itself', () => {
  /** Compiles one file from text, on no disk. */
  function check(text: string): string[] {
    const host = ts.createCompilerHost(OPTIONS);
    const { getSourceFile } = host;
    host.getSourceFile = (name, ...rest) =>
      name === 'entry.ts' ? ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true) : getSourceFile(name, ...rest);
    return undocumented(compile(['entry.ts'], host), 'entry.ts');
  }

  test('finds exports and members without a sentence', () => {
    expect(
      check(`
        /** A function that is documented. */
        export function good(): void {}
        export function bad(): void {}
        /** todo */
        export const lazy = 1;
        /** An interface that is documented. */
        export interface Shape {
          /** Its width in pixels. */
          readonly width: number;
          readonly height: number;
        }
        /** A class that is documented. */
        export class Box {
          #hidden = 1;
          private inner = 2;
          /** Opens the box. */
          open(): void {}
          close(): void {}
        }
        /** A union that is documented. */
        export type Either =
          | {
              /** What kind it is. */
              readonly kind: 'one';
            }
          | { readonly kind: 'two'; readonly size: number };
        /** An interface with what another one has. */
        export interface Extended extends NotExported {}
        interface NotExported {
          readonly free: number;
        }
      `),
    ).toEqual(['bad', 'lazy', 'Shape.height', 'Box.close', 'Either.kind', 'Either.size', 'Extended.free']);
  });
});
