import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';

/** Where the page's script begins, from the project root. */
const ENTRY = 'src/report/client/main.ts';

/**
 * The module that holds the script of a report: the modules that its first one imports, types taken out, each in a
 * scope of its own and before those that need it. A page is made without a compiler, so its script is made before.
 *
 * @throws Error where the script would end the element that holds it, or a module imports or exports in a way that
 * is not known here.
 */
export function pageScriptModule(root: string): string {
  const modules = new Map<string, string>();
  addModule(join(root, ENTRY), modules);
  const scopes = [...modules].map(([path, body]) => `// ${relative(root, path)}\n${body}`);
  const script = `(() => {\n'use strict';\n${scopes.join('\n')}\n})();`;
  if (/<\/script|<!--/i.test(script)) throw new Error('the script holds a text that ends its element');
  const literal = script.replace(/[\\`]|\$\{/g, '\\$&');
  return `/** Made from ${ENTRY} by \`npm run generate\`. */\nexport const pageScript = \`${literal}\`;\n`;
}

/** Adds a module behind those that it imports; names of scopes are their places. */
function addModule(path: string, modules: Map<string, string>): void {
  if (modules.has(path)) return;
  const { outputText } = ts.transpileModule(readFileSync(path, 'utf8'), {
    fileName: path,
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, removeComments: true },
  });
  const { statements } = ts.createSourceFile(path, outputText, ts.ScriptTarget.ES2022, true);
  const imported = statements.filter(ts.isImportDeclaration);
  for (const each of imported) addModule(targetOf(each, path), modules);
  const scopes = [...modules.keys()];
  const lines = statements.flatMap((each) => {
    if (ts.isImportDeclaration(each))
      return [`const ${namesIn(each)} = m${scopes.indexOf(targetOf(each, path))};`];
    return ts.isExportDeclaration(each) ? [] : [each.getText().replace(/^export /, '')];
  });
  const exported = statements.filter(isExported).flatMap(declaredIn);
  const body = [...lines, `return { ${exported.join(', ')} };`].join('\n');
  modules.set(path, `const m${modules.size} = (() => {\n${body}\n})();`);
}

const targetOf = ({ moduleSpecifier }: ts.ImportDeclaration, from: string): string =>
  resolve(dirname(from), (moduleSpecifier as ts.StringLiteral).text);

/** `{ a, b: c }` for `import { a, b as c }`. */
function namesIn(declaration: ts.ImportDeclaration): string {
  const names = declaration.importClause?.namedBindings;
  if (names === undefined || !ts.isNamedImports(names))
    throw new Error(`the page's script may only import names: ${declaration.getText()}`);
  return `{ ${names.elements.map((each) => each.getText().replace(' as ', ': ')).join(', ')} }`;
}

const isExported = (statement: ts.Statement): boolean =>
  ts.canHaveModifiers(statement) &&
  (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);

function declaredIn(statement: ts.Statement): readonly string[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.map(({ name }) => name.getText());
  if (
    (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) &&
    statement.name !== undefined
  )
    return [statement.name.text];
  throw new Error(`the page's script may only export names: ${statement.getText()}`);
}
