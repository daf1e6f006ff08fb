// Writes the two generated parts of README.md, from the manifest and the descriptors.
import { readFileSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

export function documentedReadme(readme) {
  return replacePart(
    replacePart(readme, 'commands', commandReference()),
    'products',
    productTable(),
  );
}

function replacePart(text, name, content) {
  const pattern = new RegExp(`(<!-- ${name}:[^>]*-->\\n)[^]*?(<!-- /${name} -->)`);
  return text.replace(pattern, (_, begin, end) => `${begin}\n${content}\n\n${end}`);
}

function commandReference() {
  const { commands } = JSON.parse(readFileSync(`${root}oclif.manifest.json`, 'utf8'));
  return Object.values(commands)
    .sort((a, b) => a.id.localeCompare(b.id))
    .map(commandSection)
    .join('\n\n');
}

function commandSection({ id, summary, args, flags }) {
  const words = Object.values(args).map(({ name, required }) =>
    required ? name.toUpperCase() : `[${name.toUpperCase()}]`,
  );
  const rows = Object.values(flags)
    .filter(({ helpGroup }) => helpGroup !== 'GLOBAL')
    .sort((a, b) => a.name.localeCompare(b.name))
    .map((flag) => `| \`${cell(spelling(flag))}\` | ${cell(flag.description)} |`);
  const heading = `### \`${['tlsmith', ...id.split(':'), ...words].join(' ')}\`\n\n${summary}`;
  return rows.length === 0
    ? heading
    : `${heading}\n\n| flag | meaning |\n| --- | --- |\n${rows.join('\n')}`;
}

function spelling({ name, char, helpValue, type }) {
  const value = type === 'option' ? ` ${helpValue}` : '';
  return `${char ? `-${char}, ` : ''}--${name}${value}`;
}

function cell(text) {
  return text.replaceAll('|', '\\|');
}

function productTable() {
  const output = execFileSync(process.execPath, [`${root}bin/run.js`, 'config', 'list', '--json']);
  const { targets } = JSON.parse(output.toString());
  const rows = targets.map((target) =>
    [
      `\`${target.name}\``,
      target.role,
      range(target.versions),
      ...['pkcs8', 'pkcs8-encrypted', 'pkcs12'].map((container) => reading(target, container)),
    ].join(' | '),
  );
  return [
    '| target | role | stack versions | PKCS#8 PEM | encrypted PKCS#8 | PKCS#12 |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows.map((row) => `| ${row} |`),
  ].join('\n');
}

function reading({ reads }, container) {
  const rules = reads.filter((rule) => rule.container === container);
  if (rules.length === 0) return 'no';
  return rules.map((rule) => `${families(rule.keyTypes)} (${range(rule)})`).join('; ');
}

function families(keyTypes) {
  const names = { ec: 'EC', rsa: 'RSA', ed25519: 'Ed25519' };
  return [...new Set(keyTypes.map((type) => names[type.split('-')[0]]))].join(', ');
}

function range({ from, to }) {
  return to ? `${from ?? '7.17'} to ${to}` : `${from ?? '7.17'} on`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = `${root}README.md`;
  writeFileSync(path, documentedReadme(readFileSync(path, 'utf8')));
}
