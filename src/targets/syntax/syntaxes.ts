// Every syntax that a descriptor can name. For snippet.ts; a product in one of these needs no code.
import type { Syntax } from '../snippet/setting.js';
import { logstashSyntax } from './logstash.js';
import { nginxSyntax } from './nginx.js';
import { propertiesSyntax } from './properties.js';
import { pythonSyntax } from './python.js';
import { redisSyntax } from './redis.js';
import { shellSyntax } from './shell.js';
import { stunnelSyntax } from './stunnel.js';
import { beatsYamlSyntax, plainYamlSyntax } from './yaml.js';

export const SYNTAX_NAMES = [
  'beats-yaml',
  'yaml',
  'logstash',
  'nginx',
  'stunnel',
  'redis',
  'properties',
  'python',
  'shell',
] as const;
export type SyntaxName = (typeof SYNTAX_NAMES)[number];

const SYNTAXES: Readonly<Record<SyntaxName, () => Syntax>> = {
  'beats-yaml': beatsYamlSyntax,
  yaml: plainYamlSyntax,
  logstash: logstashSyntax,
  nginx: nginxSyntax,
  stunnel: stunnelSyntax,
  redis: redisSyntax,
  properties: propertiesSyntax,
  python: pythonSyntax,
  shell: shellSyntax,
};

export function syntaxOf(name: SyntaxName): Syntax {
  return SYNTAXES[name]();
}
