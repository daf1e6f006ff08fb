// One fault of a config, or of a file that it names, a row: found at its line, mended to the letter.
import { BEATS_FAULTS } from './faults/beats.js';
import { holdFaults } from '../../support/fault-row.js';

const ROWS = [...BEATS_FAULTS];

holdFaults(ROWS);
