// `certutil http`: TLS for the HTTP layer of Elasticsearch, and whom Kibana has to trust, in one
// archive with a text for each reader.
import { encodeCertificates } from '../../formats/containers/pem.js';
import type { Templates } from '../../ports.js';
import { NEWEST_STACK_VERSION, parseStackVersion } from '../../targets/stack-version.js';
import { writeArchive } from '../writing/archive.js';
import type { CertutilPorts, CertutilSummary } from './ca.js';
import { certifiedNode, type MadeNode, requestedNode } from './node-files.js';
import { nameNodes, type NodeTerms } from './nodes.js';
import { type HttpSigner, prepareSigner } from './signer.js';
import { kibanaTexts, loadStack, type Stack } from './texts.js';
import { validityBelow } from '../making/validity.js';
import type { KeyPassword } from '../reading/key/passwords.js';
import { checkOutputFile } from '../writing/output-file.js';
import { chooseOutput } from './output-choice.js';
import { type PlannedFile, summarizeCertificate, textFile } from '../writing/plan.js';
import { ledgerSteps } from '../writing/ledger.js';
import {
  loadKeyFilePassword,
  loadStackStorePassword,
  type StackPassword,
} from './stack-password.js';
import type { Duration } from '../../pki/certificate/duration.js';
import { warnOfNames } from '../making/certified-names.js';

export interface ElasticsearchHttpRequest extends NodeTerms {
  signer: HttpSigner;
  /** Shortened to the end of the CA. */
  lifetime: Duration;
  /** Of `http.p12`, or of the key of a request. */
  password?: StackPassword | undefined;
  /** None: asked for, or `elasticsearch-ssl-http.zip`. */
  out?: string | undefined;
  /** None: the newest known. */
  stack?: string | undefined;
  dryRun: boolean;
}

export type ElasticsearchHttpPorts = CertutilPorts & { templates: Templates };

export async function elasticsearchHttp(
  request: ElasticsearchHttpRequest,
  ports: ElasticsearchHttpPorts,
): Promise<CertutilSummary> {
  const now = ports.clock.now();
  const stack = await stackOf(request, ports);
  const nodes = await nameNodes(request, ports);
  warnOfNames(
    nodes.flatMap(({ subjectAltNames }) => subjectAltNames),
    ports,
  );
  const out = await chooseOutput(request.out, 'elasticsearch-ssl-http.zip', ports);
  const signing = await prepareSigner(request.signer, now, ports);
  const password = await nodePassword(request, ports);
  const period = { ...request.lifetime, isDefault: true };
  const validity = signing && validityBelow(period, signing.issuer.chain, now, ports);
  const { dryRun } = request;
  const list = 'list' in request.nodes && request.nodes.list !== '-' ? [request.nodes.list] : [];
  const inputs = [...(signing?.issuer.inputs ?? []), ...list];
  // Said before a CA issues in vain.
  if (signing?.issuer.by === 'request') {
    await checkOutputFile({ out, force: false, inputs }, 'archive', ports);
  }
  const issuing = signing &&
    validity && { issuer: signing.issuer, validity, now, isRehearsed: dryRun };
  const made: MadeNode[] = [];
  for (const node of nodes) {
    const wanted = { node, password, stack };
    made.push(
      issuing ? await certifiedNode(wanted, issuing, ports) : await requestedNode(wanted, ports),
    );
  }
  const identity = made[0]?.identity;
  const anchor = identity && encodeCertificates(identity.trustAnchors);
  const files = [
    ...(signing?.files ?? []),
    ...made.flatMap((one) => one.files),
    ...(await kibanaTexts(nodes, signing !== undefined, stack, ports)),
    ...(anchor === undefined
      ? []
      : [textFile('kibana/elasticsearch-ca.pem', anchor, 'certificate')]),
  ];
  const issued = made.flatMap(({ identity: own, files: [first] }) =>
    own ? [{ certificate: own.chain[0], path: (first as PlannedFile).path }] : [],
  );
  const issuances = issued.map(({ certificate }) => ({ certificate, profile: 'server' as const }));
  const steps = signing ? ledgerSteps(signing.issuer.ledger, issuances, now, ports) : {};
  const written = await writeArchive({ out, files, now, dryRun, inputs, steps }, ports);
  return {
    ...written,
    certificates: issued.map(({ certificate, path }) =>
      summarizeCertificate(certificate, path, ports.crypto),
    ),
    dryRun: dryRun || undefined,
  };
}

async function stackOf(
  { stack }: ElasticsearchHttpRequest,
  ports: ElasticsearchHttpPorts,
): Promise<Stack> {
  if (stack === undefined) return loadStack(NEWEST_STACK_VERSION, ports);
  const { version, warning } = parseStackVersion(stack);
  if (warning) ports.reporter.warn(warning);
  return loadStack(version, ports);
}

/**
 * A key file may be plain, and nothing is said about it; a store without a password is worth a
 * word.
 */
async function nodePassword(
  { signer, password }: ElasticsearchHttpRequest,
  ports: ElasticsearchHttpPorts,
): Promise<KeyPassword | undefined> {
  if (signer.kind !== 'request') return loadStackStorePassword(password, 'http.p12', ports);
  const unsaid = ports.prompter.canAsk ? 'ask' : undefined;
  return loadKeyFilePassword(password ?? unsaid, 'the key', ports);
}
