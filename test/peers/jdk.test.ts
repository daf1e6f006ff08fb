// Proves that every JDK reads, as Netty's JDK provider does, the keys, encrypted keys, chains and names that are made for Logstash.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { JDKS } from '../support/jdks.js';
import { describePeer, twoAtATime } from '../support/peer.js';
import { hostFolder, type ProcessEnd, PROTOCOLS, startJava } from '../support/peer-ends.js';
import { lineFile, makes, type CertificateFacts } from '../support/peer-certificate.js';
import { runHereJson } from '../support/run-here.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const folder = temporaryFolder();
const PASSWORD = 'Sealed42';

const keyTypes = [
  { keyType: 'ec-p256', algorithm: 'EC' },
  { keyType: 'ec-p384', algorithm: 'EC' },
  { keyType: 'ec-p521', algorithm: 'EC' },
  { keyType: 'rsa-2048', algorithm: 'RSA' },
];

const sealedTypes = keyTypes.filter(({ keyType }) => keyType !== 'ec-p384');

const subjects = [
  'CN=es01,OU=Search,O=Example\\, Inc.,L=Berlin,ST=Berlin,C=DE',
  'CN=x,OU=Search+L=Berlin,O=Example',
  'C=DE,O=Example,CN=es01',
  'CN=Bücher,O=Ünïon\\+1',
  'CN=a\\"b\\\\c\\;d',
  'CN=日本,ST=Île',
];

/** `NAME_KEYSTORE_PASSWORD=value` and so on, one a line. */
const secretsOf = (file: string) =>
  new Map(
    readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((line) => {
        const match = /^([A-Z0-9_]+)=(.+)$/.exec(line);
        return match === null ? [] : [[match[1] ?? '', match[2] ?? ''] as const];
      }),
  );

const made = new Map<string, CertificateFacts>();

beforeAll(async () => {
  const pass = lineFile(`${folder}/pass`, PASSWORD);
  const kit = (name: string) => [
    ...['kit', 'heartbeat', 'logstash', '--host', 'localhost', '-o', `${folder}/${name}`],
  ];
  await makes(['ca', 'create', '-o', `${folder}/root`]);
  await makes(['ca', 'create', '-o', `${folder}/issuing`, '--issuer', `${folder}/root`]);
  const issue = (name: string) => [
    ...['cert', 'issue', name, '--ca', `${folder}/issuing`, '-o', `${folder}/${name}`],
  ];
  const commands: { name: string; args: string[] }[] = [
    ...keyTypes.map(({ keyType }) => ({
      name: keyType,
      args: [...kit(keyType), '--key-type', keyType],
    })),
    ...sealedTypes.map(({ keyType }) => ({
      name: `sealed-${keyType}`,
      args: [...kit(`sealed-${keyType}`), '--key-type', keyType, '--generate-password'],
    })),
    { name: 'chosen', args: [...kit('chosen'), '--password-file', pass] },
    { name: 'chain', args: [...kit('chain'), '--ca', `${folder}/issuing`] },
    { name: 'own', args: [...kit('own'), '--eku', 'own'] },
    {
      name: 'ed25519',
      args: [...issue('ed25519'), '--key-type', 'ed25519', '--profile', 'client'],
    },
    ...subjects.map((subject, index) => ({
      name: subject,
      args: [...issue(`subject-${index}`), '--profile', 'client', '--subject', subject],
    })),
  ];
  await twoAtATime(commands, async ({ name, args }) => made.set(name, await makes(args)));
});

for (const { name: jdk, path } of JDKS) {
  describePeer(jdk, { [jdk]: path }, () => {
    let java: ProcessEnd;
    beforeAll(() => {
      java = startJava(path ?? 'java');
    });
    afterAll(() => java.end());

    /** One connection between two folders, both ends in this JDK. */
    const link = async (
      kit: string,
      { server = '', client = '' } = {},
      folders = { serving: 'logstash', dialling: 'heartbeat' },
    ) => {
      const serving = hostFolder(`${folder}/${kit}`, folders.serving);
      const dialling = hostFolder(`${folder}/${kit}`, folders.dialling);
      const listening = await java.serve({ ...serving, password: server });
      const seen = [];
      for (const protocol of PROTOCOLS) {
        const { port } = listening;
        const identity = { ...dialling, password: client };
        seen.push(await java.dial({ host: 'localhost', port, protocol, identity }));
        seen.push(await listening.seen());
      }
      return seen;
    };
    const bothAccepted = PROTOCOLS.flatMap((protocol) => [
      { outcome: 'accepted', protocol, text: 'CN=logstash' },
      { outcome: 'accepted', protocol, text: 'CN=heartbeat' },
    ]);

    describe.each(keyTypes)('$keyType', ({ keyType, algorithm }) => {
      const { key = '' } = hostFolder(`${folder}/${keyType}`, 'logstash');

      it('the key is read as PKCS#8', async () => {
        expect(await java.ask('key', key, '')).toEqual(['key', algorithm]);
      });

      it('links both folders', async () => {
        expect(await link(keyType)).toEqual(bothAccepted);
      });
    });

    it.each(sealedTypes)(
      '--generate-password, $keyType: secrets.env opens the key beside it',
      async ({ keyType, algorithm }) => {
        const kit = `sealed-${keyType}`;
        const passwords: string[] = [];
        for (const host of ['logstash', 'heartbeat']) {
          const secrets = secretsOf(`${folder}/${kit}/${host}/secrets.env`);
          expect([...secrets.keys()]).toEqual([expect.stringMatching(`^${host.toUpperCase()}_`)]);
          const [password = ''] = secrets.values();
          expect(password).toMatch(/^[A-Za-z][A-Za-z0-9]{23}$/);
          const { key = '' } = hostFolder(`${folder}/${kit}`, host);
          expect(await java.ask('key', key, password)).toEqual(['key', algorithm]);
          passwords.push(password);
        }
        const [server = '', client = ''] = passwords;
        expect(server).not.toBe(client);
        expect(await link(kit, { server, client })).toEqual(bothAccepted);
      },
    );

    it('--password-file: that password opens the key, another or none does not', async () => {
      const { key = '' } = hostFolder(`${folder}/chosen`, 'logstash');
      expect(await java.ask('key', key, PASSWORD)).toEqual(['key', 'EC']);
      expect((await java.ask('key', key, 'wrong'))[0]).toBe('refused');
      expect((await java.ask('key', key, ''))[0]).toBe('refused');
    });

    it('an intermediate is in the chain that is sent, by both ends', async () => {
      expect(await link('chain')).toEqual(bothAccepted);
    });

    it('--eku both: the folders may change their parts', async () => {
      const listening = await java.serve(hostFolder(`${folder}/ec-p256`, 'heartbeat'));
      const identity = hostFolder(`${folder}/ec-p256`, 'logstash');
      const { port } = listening;
      // The client's certificate has its own name only, so that is what must be dialled.
      for (const protocol of PROTOCOLS) {
        expect(await java.dial({ host: 'heartbeat', port, protocol, identity })).toMatchObject({
          outcome: 'accepted',
        });
        expect(await listening.seen()).toMatchObject({ outcome: 'accepted' });
      }
    });

    it('--eku own: each in its own part, and in no other', async () => {
      expect(await link('own')).toEqual(bothAccepted);
      const exchanged = { serving: 'heartbeat', dialling: 'logstash' };
      for (const { outcome } of await link('own', {}, exchanged)) expect(outcome).toBe('refused');
    });

    it('an Ed25519 key is not read, and so no kit with Logstash is made of it', async () => {
      const [word, why] = await java.ask('key', `${folder}/ed25519/ed25519.key`, '');
      expect([word, why]).toEqual(['refused', expect.stringMatching(/Neither RSA, DSA nor EC/)]);
      const { exitCode } = await runHereJson([
        ...['kit', 'heartbeat', 'logstash', '--host', 'localhost', '--key-type', 'ed25519'],
        ...['-o', `${folder}/never-${jdk.replace(' ', '-')}`],
      ]);
      expect(exitCode).toBe(7);
    });

    it.each(subjects)('subject %s is printed as --json has it', async (subject) => {
      const index = subjects.indexOf(subject);
      const file = `${folder}/subject-${index}/subject-${index}.crt`;
      expect(await java.ask('subject', file)).toEqual(['subject', made.get(subject)?.subject]);
    });
  });
}
