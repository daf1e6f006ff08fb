// `certutil cert`: certificates of both roles, each in one store with its CA, or as PEM; of one
// instance or of many.
import type { Certificate } from '../../pki/certificate/certificate.js';
import type { Issuer } from '../../pki/issuing/issuer.js';
import type { KeyType, Templates } from '../../ports.js';
import { quote } from '../../quote.js';
import type { Store } from '../../targets/descriptor/form.js';
import { writeArchive } from '../writing/archive.js';
import type { CertutilPorts, CertutilSummary } from './ca.js';
import { pemFiles, planIdentity, TRUST_FILE } from '../writing/identity-files.js';
import { issueEndEntity } from '../making/identity.js';
import { sayingFew } from '../making/say-few.js';
import { type IssuerRequest, loadIssuer } from '../reading/key/issuer.js';
import type { KeyPassword } from '../reading/key/passwords.js';
import type { InstanceSource } from './named-instance.js';
import { chooseOutput } from './output-choice.js';
import { checkOutputFile, writeOutputFile } from '../writing/output-file.js';
import { type PlannedFile, summarizeCertificate } from '../writing/plan.js';
import { planInstances } from './plan-instances.js';
import type { PlannedHost } from '../making/planned-host.js';
import { ledgerSteps } from '../writing/ledger.js';
import { aliasOf, stackStoreFile } from './stack-files.js';
import {
  loadKeyFilePassword,
  loadStackStorePassword,
  type StackPassword,
} from './stack-password.js';
import type { Duration } from '../../pki/certificate/duration.js';

export interface CertutilCertRequest {
  /** None: each certificate signs itself. */
  issuer?: IssuerRequest | undefined;
  instances: InstanceSource;
  form: Store;
  keyType: KeyType;
  lifetime: Duration;
  password?: StackPassword | undefined;
  /** None: asked for, or `usualOut`. */
  out?: string | undefined;
  /** Of one store; archives have a usual name of their own. */
  usualOut: string;
  dryRun: boolean;
}

type CertutilCertPorts = CertutilPorts & { templates: Templates };

const USUAL_ARCHIVE = 'certificate-bundle.zip';
/** Keys that are in the making at once. */
const AT_ONCE = 16;

export async function certutilCert(
  request: CertutilCertRequest,
  ports: CertutilCertPorts,
): Promise<CertutilSummary> {
  const now = ports.clock.now();
  const { form, instances, dryRun } = request;
  const issuer = request.issuer && (await loadIssuer(request.issuer, ports));
  const planned = await planInstances(request, issuer, now, ports);
  const isOneStore = 'single' in instances && form === 'pkcs12';
  const out = await chooseOutput(request.out, isOneStore ? request.usualOut : USUAL_ARCHIVE, ports);
  const hasStores = planned.some(({ formats }) => formats.includes('pkcs12'));
  const loadPassword = hasStores ? loadStackStorePassword : loadKeyFilePassword;
  const password = await loadPassword(request.password, out, ports);
  const read = [...(issuer?.inputs ?? []), ...('list' in instances ? [instances.list] : [])];
  const inputs = read.filter((path) => path !== '-');
  // Said before a CA issues in vain.
  if (issuer?.by === 'request') {
    const kind = isOneStore ? 'keystore' : 'archive';
    await checkOutputFile({ out, force: false, inputs }, kind, ports);
  }
  const terms = { password, issuer, now, isRehearsed: dryRun };
  const few = sayingFew(ports.reporter);
  const listening = { ...ports, reporter: { ...ports.reporter, note: few.note } };
  const made: MadeInstance[] = [];
  for (let at = 0; at < planned.length; at += AT_ONCE) {
    const group = planned.slice(at, at + AT_ONCE);
    made.push(...(await Promise.all(group.map((host) => make(host, terms, listening)))));
  }
  few.finish();
  if (issuer && planned.some(({ formats }) => formats.includes('pem'))) {
    ports.reporter.note('ca.crt beside each of them is the CA certificate that every host needs');
  }
  for (const { name, alias } of otherAliases(planned)) {
    ports.reporter.note(`the entry of ${quote(name)} is called ${quote(alias)} in its store`);
  }
  // Of what an archive holds nobody knows where it will be unpacked.
  const issuances = isOneStore ? made.map((one) => ({ ...one, path: out })) : made;
  const steps = ledgerSteps(issuer?.ledger, issuances, now, ports);
  const writing = { out, dryRun, inputs, steps };
  const [first] = made as [MadeInstance];
  const written = isOneStore
    ? {
        files: await writeOutputFile(
          { ...writing, force: false },
          first.files[0] as PlannedFile,
          ports,
        ),
      }
    : await writeArchive({ ...writing, files: made.flatMap(({ files }) => files), now }, ports);
  return {
    ...written,
    certificates: made.map(({ certificate, files }) =>
      summarizeCertificate(
        certificate,
        isOneStore ? out : (files[0] as PlannedFile).path,
        ports.crypto,
      ),
    ),
    dryRun: dryRun || undefined,
  };
}

/** certutil's alias is the name; where that can be none, another stands in. */
function otherAliases(planned: readonly PlannedHost[]): { name: string; alias: string }[] {
  return planned
    .filter(({ formats }) => formats.includes('pkcs12'))
    .map((host) => ({ name: host.name, alias: aliasOf(host) }))
    .filter(({ name, alias }) => name !== alias);
}

interface MadeInstance {
  certificate: Certificate;
  profile: PlannedHost['profile'];
  files: PlannedFile[];
}

interface MakingTerms {
  password: KeyPassword | undefined;
  issuer: Issuer | undefined;
  now: Date;
  isRehearsed: boolean;
}

async function make(
  host: PlannedHost,
  { password, issuer, now, isRehearsed }: MakingTerms,
  ports: CertutilPorts,
): Promise<MadeInstance> {
  const keys = await ports.crypto.generateKeyPair(host.keyType);
  const { profile, subject, subjectAltNames, validity, mayLackNames, accept } = host;
  const { stem, formats } = host;
  const wanted = { profile, subject, subjectAltNames, validity, mayLackNames, accept, isRehearsed };
  const identity = await issueEndEntity({ ...wanted, keys, issuer, now }, ports);
  const files: PlannedFile[] = [];
  if (formats.includes('pem')) {
    // certutil tells its users to copy the CA's, and leaves it out. Its own folder `ca/` is that of
    // `certutil ca`: both archives are unpacked into one folder.
    const pem = [...pemFiles(stem, password), ...(issuer ? [TRUST_FILE] : [])];
    files.push(...(await planIdentity(identity, pem, ports)));
  }
  if (formats.includes('pkcs12')) {
    files.push(
      await stackStoreFile(
        { path: `${stem}.p12`, alias: aliasOf(host), identity, password },
        ports,
      ),
    );
  }
  const inFolder = files.map((file) => ({ ...file, path: `${stem}/${file.path}` }));
  return { certificate: identity.chain[0], profile, files: inFolder };
}
