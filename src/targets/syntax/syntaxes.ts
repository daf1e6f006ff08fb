// Every syntax that a descriptor can name. For snippet.ts; a product in one of these needs no code.
import type { Syntax } from '../setting.js';
import { logstashSyntax } from './logstash.js';
import { beatsYamlSyntax, plainYamlSyntax } from './yaml.js';

export const SYNTAX_NAMES = ['beats-yaml', 'yaml', 'logstash'] as const;
export type SyntaxName = (typeof SYNTAX_NAMES)[number];

export function syntaxOf(name: SyntaxName): Syntax {
  if (name === 'logstash') return logstashSyntax();
  return name === 'yaml' ? plainYamlSyntax() : beatsYamlSyntax();
}
