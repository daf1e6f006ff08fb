// What is touched where files of hosts get successors.
import type { Clock, Crypto, Files, Loopback, Programs, Random, Templates } from '../../ports.js';
import type { Target } from '../../targets/target.js';
import type { IssuerPorts } from '../reading/key/issuer.js';

export type RenewPorts = IssuerPorts & {
  clock: Clock;
  random: Random;
  templates: Templates;
  loopback: Loopback;
  programs: Programs;
  crypto: Crypto;
  files: Files;
};

/** With what one run reads once. */
export type RenewalPorts = RenewPorts & { products: readonly Target[] };

/** Where nothing is written but what a killed run has left. */
export type SurveyPorts = IssuerPorts &
  Pick<RenewPorts, 'clock' | 'templates'> & { products: readonly Target[] };
