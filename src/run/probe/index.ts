export { readTrust } from './read-trust.ts';
