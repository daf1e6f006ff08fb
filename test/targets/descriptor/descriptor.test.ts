// Descriptors read and judged: the shipped ones are right, and each row damages that of Logstash in one place.
import { describe, expect, it } from 'vitest';
import { parseDescriptors } from '../../../src/targets/descriptor/descriptor.js';
import { judgeDescriptors } from '../../../src/targets/descriptor/judge.js';
import { shippedFolders, templateText } from '../shipped.js';

type Json = Record<string, unknown>;
interface Draft extends Json {
  settings: Json[];
  keys: Json[];
  products: Json[];
  checks: Json[];
  renewals: Json[];
  versions: Json;
}

/** Of a folder with one end. */
function onlyDescriptor(text: string) {
  const [first, ...others] = parseDescriptors(text);
  if (first === undefined || others.length > 0) throw new Error('several ends');
  return first;
}

const text = templateText('logstash', 'descriptor.json');

function refusal(change: (draft: Draft) => unknown): unknown {
  const draft = JSON.parse(text) as Draft;
  change(draft);
  return () => judgeDescriptors(JSON.stringify(draft), 'mine/descriptor.json');
}

describe('parseDescriptors', () => {
  it('answers the shipped descriptors typed, with what they leave out', () => {
    const descriptor = onlyDescriptor(text);
    expect(descriptor).toMatchObject({
      role: 'server',
      dials: [],
      accepts: ['lumberjack'],
      defaultPort: 5044,
    });
    expect(descriptor.settings.find(({ name }) => name === 'tls_min_version')).toEqual({
      meaning: 'minimum-protocol',
      name: 'tls_min_version',
      form: 'number',
      fixed: 1.2,
      to: '8.2',
      source: expect.any(String) as string,
    });
  });

  it('takes the name of the folder as a step of the install folder', () => {
    const { products } = onlyDescriptor(templateText('logstash-input', 'descriptor.json'));
    expect(products.map(({ installFolder }) => installFolder)).toEqual([
      '/etc/logstash/certs/{{folder}}',
    ]);
  });

  it('names a source for every setting and rule', () => {
    for (const { folder, descriptors } of shippedFolders()) {
      for (const { settings, keys, signatures, renewals, crl } of descriptors) {
        const others = crl ? [crl] : [];
        for (const { source } of [...settings, ...keys, ...signatures, ...renewals, ...others]) {
          expect(source, folder).toMatch(/\S \S/);
        }
      }
    }
  });
});

describe('judgeDescriptors', () => {
  // At run time nobody judges them.
  it.each(shippedFolders())('finds nothing in $folder', ({ folder }) => {
    const file = `${folder}/descriptor.json`;
    expect(() => judgeDescriptors(templateText(folder, 'descriptor.json'), file)).not.toThrow();
  });

  it.each<[string, string, (draft: Draft) => unknown]>([
    ['an unknown key', 'colour', (d) => (d['colour'] = 1)],
    [
      'a key of Object.prototype',
      '__proto__',
      (d) => Object.defineProperty(d, '__proto__', { value: 1, enumerable: true }),
    ],
    ['an unknown key inside', 'settings[2].nane', (d) => (d.settings[2]!['nane'] = 'x')],
    ['a missing title', 'title', (d) => delete d['title']],
    ['a title that is no text', 'title', (d) => (d['title'] = 7)],
    ['an empty title', 'title', (d) => (d['title'] = '')],
    ['a control character', 'title', (d) => (d['title'] = 'a\nb')],
    ['a role of its own', 'role', (d) => (d['role'] = 'relay')],
    ['a server that dials', 'dials', (d) => (d['dials'] = ['lumberjack'])],
    ['a server that accepts nothing', 'accepts', (d) => (d['accepts'] = [])],
    ['an unknown syntax', 'syntax', (d) => (d['syntax'] = 'toml')],
    ['a block of one word', 'block', (d) => (d['block'] = ['input'])],
    ['a port of 0', 'defaultPort', (d) => (d['defaultPort'] = 0)],
    ['a port as text', 'defaultPort', (d) => (d['defaultPort'] = '5044')],
    ['an unknown version', 'versions.from', (d) => (d.versions['from'] = '6.8')],
    ['a version as number', 'versions.from', (d) => (d.versions['from'] = 8.1)],
    [
      'a range that ends before it begins',
      'settings[0]',
      (d) => Object.assign(d.settings[0]!, { from: '9.0', to: '8.0' }),
    ],
    ['no settings', 'settings', (d) => (d.settings = [])],
    ['an unknown meaning', 'settings[0].meaning', (d) => (d.settings[0]!['meaning'] = 'colour')],
    [
      'a form that does not fit the meaning',
      'settings[0].form',
      (d) => (d.settings[0]!['form'] = 'string'),
    ],
    [
      'a fixed value where files decide',
      'settings[0].fixed',
      (d) => (d.settings[0]!['fixed'] = 5044),
    ],
    [
      'no fixed value where one is needed',
      'settings[1].fixed',
      (d) => delete d.settings[1]!['fixed'],
    ],
    [
      'a fixed value of another form',
      'settings[1].fixed',
      (d) => (d.settings[1]!['fixed'] = 'true'),
    ],
    [
      'two names for one meaning in one version',
      'settings[2]',
      (d) => (d.settings[2]!['from'] = '8.7'),
    ],
    ['a setting without source', 'settings[3].source', (d) => delete d.settings[3]!['source']],
    [
      'an unknown key type',
      'keys[0].keyTypes[1]',
      (d) => (d.keys[0]!['keyTypes'] = ['ec-p256', 'dsa']),
    ],
    ['an unknown key container', 'keys[1].container', (d) => (d.keys[1]!['container'] = 'jks')],
    ['no products', 'products', (d) => (d.products = [])],
    ['two products of one name', 'products', (d) => d.products.push({ ...d.products[0] })],
    [
      'a relative install folder',
      'products[0].installFolder',
      (d) => (d.products[0]!['installFolder'] = 'certs'),
    ],
    [
      'backslashes',
      'products[0].installFolder',
      (d) => (d.products[0]!['installFolder'] = 'C:\\certs'),
    ],
    [
      'a folder name inside a step of the path',
      'products[0].installFolder',
      (d) => (d.products[0]!['installFolder'] = '/etc/certs-{{folder}}'),
    ],
    [
      'another name in the install folder',
      'products[0].installFolder',
      (d) => (d.products[0]!['installFolder'] = '/etc/{{name}}'),
    ],
    [
      'a folder name alone',
      'products[0].installFolder',
      (d) => (d.products[0]!['installFolder'] = '{{folder}}'),
    ],
    [
      'a folder name in another path',
      'products[0].configFile',
      (d) => (d.products[0]!['configFile'] = '/etc/{{folder}}/x.conf'),
    ],
    [
      'a variable in a path',
      'products[0].configFile',
      (d) => (d.products[0]!['configFile'] = '/etc/${X}.conf'),
    ],
    [
      'a snippet outside its folder',
      'products[0].snippetFile',
      (d) => (d.products[0]!['snippetFile'] = '../x'),
    ],
    ['a platform without restart', 'restarts', (d) => (d['restarts'] = [])],
    ['Linux without permissions', 'permissions', (d) => delete d['permissions']],
    [
      'a mode that is no mode',
      'permissions.keyMode',
      (d) => (d['permissions'] = { ...(d['permissions'] as Json), keyMode: '640' }),
    ],
    ['a check with no kind of file', 'checks[0].with', (d) => (d.checks[0]!['with'] = [])],
    [
      'a check with an unknown kind of file',
      'checks[0].with[1]',
      (d) => (d.checks[0]!['with'] = ['key-store', 'jks']),
    ],
    [
      'a user name that is fixed',
      'settings[0].fixed',
      (d) => Object.assign(d.settings[0]!, { meaning: 'user', form: 'string', fixed: 'me' }),
    ],
    [
      'a user name as a list',
      'settings[0].form',
      (d) => Object.assign(d.settings[0]!, { meaning: 'user', form: 'string-list' }),
    ],
    ['a check without answers', 'checks[0].answers', (d) => (d.checks[0]!['answers'] = [])],
    [
      'a sentence where a boolean belongs',
      'checks[0].forEachHost',
      (d) => (d.checks[0]!['forEachHost'] = 'yes'),
    ],
    [
      'a CRL of nobody knows whom',
      'crl.ofEveryCa',
      (d) => (d['crl'] = { name: 'ssl_crl', source: 'its manual' }),
    ],
    [
      'a CRL in a setting that is none',
      'crl.name',
      (d) => (d['crl'] = { name: 'ssl crl', ofEveryCa: true, source: 'its manual' }),
    ],
    ['a renewal by magic', 'renewals[0].by', (d) => (d.renewals[0]!['by'] = 'magic')],
    [
      'a renewal of one file, which a release does not know',
      'renewals[0].sentence',
      (d) => (d.renewals[0]!['sentence'] = 'Replace {{certificate}}.'),
    ],
    ['a reload without its line', 'renewals[0].command', (d) => (d.renewals[0]!['by'] = 'reload')],
    [
      'a line where nothing is to be done',
      'renewals[1].command',
      (d) => Object.assign(d.renewals[1]!, { by: 'itself', command: 'kill 1' }),
    ],
    ['two renewals in one version', 'renewals[1]', (d) => (d.renewals[1]!['from'] = '9.4')],
    ['a version without renewal', 'renewals', (d) => d.renewals.pop()],
  ])('refuses %s and names %s', (_what, field, change) => {
    expect(refusal(change)).toThrow(
      expect.objectContaining({
        code: 'template-invalid',
        details: expect.objectContaining({
          file: 'mine/descriptor.json',
          field,
          reason: expect.any(String) as string,
        }) as unknown,
      }),
    );
  });

  it.each<[string, string, (ends: Json[], draft: Draft) => unknown]>([
    ['no ends', 'ends', (_ends, d) => (d['ends'] = [])],
    ['ends that are no list', 'ends', (_ends, d) => (d['ends'] = {})],
    ['an end that is none', 'ends[1]', (_ends, d) => (d['ends'] = [{}, 7])],
    ['two ends of one name', 'ends[1].end', (ends) => (ends[1]!['end'] = ends[0]!['end'])],
    ['an unknown key of an end', 'ends[1].ends', (ends) => (ends[1]!['ends'] = [])],
    ['a wrong field of an end', 'ends[1].syntax', (ends) => (ends[1]!['syntax'] = 'toml')],
    ['a wrong field of the whole', 'syntax', (_ends, d) => (d['syntax'] = 'toml')],
    ['a field that neither has', 'title', (_ends, d) => delete d['title']],
  ])('refuses %s and names %s', (_what, field, change) => {
    const whole = (draft: Draft) => {
      const ends = [{ end: 'one' }, { end: 'two' }];
      draft['ends'] = ends;
      change(ends, draft);
    };
    expect(refusal(whole)).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ field }) as unknown }),
    );
  });

  it('names a misspelt key, and not that what it was to say is missing', () => {
    const change = (draft: Draft) => {
      draft['titel'] = draft['title'];
      delete draft['title'];
    };
    expect(refusal(change)).toThrow(/field titel: the key is unknown here/);
  });

  it('refuses a command that names what nobody provides', () => {
    const change = (draft: Draft) => (draft.checks[0]!['command'] = 'cat {{passwordFile}}');
    expect(refusal(change)).toThrow(/checks\[0\]\.command.*"passwordFile"/);
  });

  it.each(['', '{', 'null', '[]', '"x"', '7', '\u0000'])('refuses %j as a whole', (broken) => {
    expect(() => judgeDescriptors(broken, 'f')).toThrow(
      expect.objectContaining({ code: 'template-invalid' }),
    );
  });
});
