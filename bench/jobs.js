// Measures nothing itself: what is compared with what, and which ratio is good enough.
import { majorOf } from './nodes.js';

/** Rows to measure: `subject` and `base` are programs, `most` the largest ratio that is good enough, as a gate or an aim. */
export function comparisons(programs, peers, { node, share, wants }) {
  return [
    ...(wants('startup') ? startUp(programs, node) : []),
    ...peers.flatMap((peer) => [...peerJobs(programs, peer), ...manyJobs(programs, peer, share)]),
  ];
}

/** Whole processes against a Node of the same version that does nothing. */
function startUp(programs, { version }) {
  const isNewer = majorOf(version) > 20;
  const against = (subject, most) => ({ subject: programs[subject], base: programs.bare, most });
  return [
    against('version', 1.4),
    against('help', 2),
    against('certEc', isNewer ? 3 : 2.5),
    against('inspect', 2.5),
    against('verify', 3.2),
    { subject: programs.kit, base: programs.opensslKit, most: isNewer ? 1 : 1.3 },
    { subject: programs.provenKit, base: programs.kit },
  ];
}

/** One run of tlsmith against one of the other's. */
function peerJobs(programs, { jobs, run }) {
  const pairs = [
    ['certEc', jobs.certificate],
    ['certRsa', jobs.certificateRsa],
    ['kit', jobs.kit],
    ['kitRsa', jobs.kitRsa],
    ['storeKit', jobs.storeKit],
    ['keystore', jobs.keyStore],
    ['inspect', jobs.inspect],
    ['verify', jobs.verify],
  ];
  return pairs
    .filter(([, job]) => job !== undefined)
    .map(([subject, job]) => ({ subject: programs[subject], base: run(job) }));
}

/** A hundred and a thousand certificates: one run of tlsmith, as many of the other's. */
function manyJobs(programs, { jobs, run }, share) {
  const job = jobs.many ?? jobs.manyRsa;
  if (job === undefined) return [];
  const keys = jobs.many ? [] : ['--key-type', 'rsa-2048'];
  return [100, 1000].map((count) => {
    const few = Math.ceil(count * share);
    const base = run(job, few);
    const label = `${base.label}, ${few} times`;
    return {
      subject: programs.many(few, ...keys),
      base: { ...base, label },
      pairs: count === 100 ? 3 : 1,
    };
  });
}
