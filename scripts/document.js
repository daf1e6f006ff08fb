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
  const newest = targets
    .map(({ forms }) => forms.at(-1).to)
    .sort(byVersion)
    .at(-1);
  const rows = new Map();
  for (const { name, role, title, forms, spellings } of targets) {
    for (const { from, to, keyTypes } of forms) {
      const names = spellings.filter(
        (version) => byVersion(from, version) <= 0 && byVersion(version, to) <= 0,
      );
      const cells = [
        title,
        role,
        to === newest ? `${from} on` : from === to ? from : `${from} to ${to}`,
        ...['pkcs8', 'pkcs8-encrypted', 'pkcs12'].map((container) => families(keyTypes[container])),
        names
          .filter((version) => version !== spellings[0])
          .map((version) => `new at ${version}`)
          .join(', ') || 'the same',
      ].join(' | ');
      // Products of one family read alike: one row for all of them.
      rows.set(cells, [...(rows.get(cells) ?? []), `\`${name}\``]);
    }
  }
  return [
    '| target | what | role | stack | PKCS#8 PEM | encrypted PKCS#8 | PKCS#12 | option names |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...[...rows].map(([cells, names]) => `| ${names.join(' ')} | ${cells} |`),
  ].join('\n');
}

function byVersion(a, b) {
  const [[majorA, minorA], [majorB, minorB]] = [a, b].map((text) => text.split('.').map(Number));
  return majorA - majorB || minorA - minorB;
}

function families(keyTypes) {
  const names = { ec: 'EC', rsa: 'RSA', ed25519: 'Ed25519' };
  return [...new Set(keyTypes.map((type) => names[type.split('-')[0]]))].join(', ') || 'no';
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = `${root}README.md`;
  writeFileSync(path, documentedReadme(readFileSync(path, 'utf8')));
}
