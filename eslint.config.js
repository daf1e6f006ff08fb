// Lint: the rules of the house that a machine can hold.
import tseslint from 'typescript-eslint';
import { importZones } from './lint/import-zones.js';

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'templates', '.test-results', 'coverage'] },
  tseslint.configs.recommended,
  {
    rules: {
      eqeqeq: 'error',
      'no-console': 'off',
      'prefer-const': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' },
      ],
    },
  },
  {
    files: ['src/**/*.ts'],
    plugins: { house: { rules: { 'import-zones': importZones } } },
    rules: {
      'house/import-zones': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ExportDefaultDeclaration',
          message: 'named exports only; oclif commands are the exception',
        },
      ],
    },
  },
  {
    files: ['src/{app,checks,targets,tls,formats,pki}/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', 'process', 'console', 'setTimeout', 'fetch'],
    },
  },
  // CommonJS, and says why.
  { files: ['bin/*.js'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  { files: ['src/commands/**/*.ts'], rules: { 'no-restricted-syntax': 'off' } },
);
