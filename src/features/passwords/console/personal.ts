import type { Me } from '../../sign-in/contract.ts'
import type { PasswordOwner } from '../rules.ts'

/** What a password must not be made of, of whoever is signed in. */
export const personal = ({ user, tenant }: Pick<Me, 'user' | 'tenant'>): PasswordOwner => ({
  username: user.username,
  email: user.email,
  name: user.name,
  tenant: tenant.name,
})
