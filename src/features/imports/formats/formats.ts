import { amazonConnect } from './amazon-connect.ts'
import { asterisk } from './asterisk.ts'
import { broadworks, broadworksCallCenters } from './broadworks.ts'
import { canvas } from './canvas.ts'
import { entra } from './entra.ts'
import { five9 } from './five9.ts'
import type { Format } from './format.ts'
import { freepbx2 } from './freepbx-2.ts'
import { freepbxUsers } from './freepbx-users.ts'
import { freepbx } from './freepbx.ts'
import { genesys } from './genesys.ts'
import { google } from './google.ts'
import { keycloak } from './keycloak.ts'
import { ldap } from './ldap.ts'
import { microsoft365 } from './microsoft-365.ts'
import { moodle } from './moodle.ts'
import { nice } from './nice.ts'
import { officesuite } from './officesuite.ts'
import { okta } from './okta.ts'
import { publicRoster } from './public-roster.ts'
import { ringcentral } from './ringcentral.ts'
import { plain, rollcall } from './rollcall.ts'
import { scim } from './scim.ts'
import { switchvox } from './switchvox.ts'
import { threeCx } from './three-cx.ts'
import { vicidial } from './vicidial.ts'
import { wazo } from './wazo.ts'
import { webexContactCenter } from './webex-contact-center.ts'
import { webex } from './webex.ts'
import { zoom } from './zoom.ts'

/** The more particular first: the first whose header it can be is taken. Our own export stands before what looks like it. */
export const formats: readonly Format[] = [
  rollcall,
  switchvox,
  freepbx,
  freepbx2,
  freepbxUsers,
  entra,
  microsoft365,
  google,
  okta,
  genesys,
  nice,
  webex,
  webexContactCenter,
  amazonConnect,
  threeCx,
  vicidial,
  broadworks,
  broadworksCallCenters,
  wazo,
  ringcentral,
  zoom,
  keycloak,
  scim,
  ldap,
  canvas,
  moodle,
  asterisk,
  officesuite,
  five9,
  publicRoster,
  plain,
]
