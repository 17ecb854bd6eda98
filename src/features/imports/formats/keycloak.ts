import { parts, to, toLanguage } from './cells.ts'
import { hasAll, hasOneOf, type Format } from './format.ts'

/** Roles that every realm gives to everybody. */
const TECHNICAL = /^(?:offline_access|uma_authorization|default-roles-.*)$/i

/**
 * Keycloak, the users of a realm (JSON). Groups come by their path, so that two of one name stay two. Its roles are rights
 * of other programs, and so are tags here; whoever has roles of the same names matches the column to them.
 */
export const keycloak: Format = {
  name: 'keycloak',
  label: 'Keycloak realm',
  matches: (keys) =>
    hasAll('username', 'enabled')(keys) &&
    hasOneOf('realmroles', 'clientroles', 'groups', 'createdtimestamp', 'totp')(keys),
  reads: {
    id: to('externalId'),
    username: to('username'),
    email: to('email'),
    firstname: to('firstName'),
    lastname: to('lastName'),
    enabled: to('active'),
    realmroles: (text, row) =>
      row.join(
        'tags',
        parts(text, '\n').filter((role) => !TECHNICAL.test(role)),
      ),
    groups: (text, row) =>
      row.join(
        'desks',
        parts(text, '\n').map((path) => path.replace(/^\/+/, '')),
      ),
    'attributes.locale': toLanguage('consoleLanguage'),
  },
  ignores: [
    'clientroles',
    'emailverified',
    'createdtimestamp',
    'totp',
    'notbefore',
    'self',
    'origin',
    'serviceaccountclientid',
  ],
  leavesOut: (cell) => (cell('serviceaccountclientid') ? 'service accounts of clients' : undefined),
}
