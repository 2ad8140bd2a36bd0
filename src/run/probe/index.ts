export { judgesFolder, readTrust, trustName } from './read-trust.ts';
