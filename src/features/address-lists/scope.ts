/**
 * Who is served from allowed addresses alone, and comes from another: text of SQL over a row `u` of the table `users`, for
 * statements that are kept planned. `address` is an `inet`; null is nowhere, and so not allowed (S32, S43).
 *
 * The lists are read for those alone who use them, so that a request of anybody else costs nothing more.
 */
export const comesFromElsewhere = (address: string): string => `
  (u.use_address_list and not coalesce((
    select not l.enforced or ${address} <<= any(l.networks) from tenant_address_lists l where l.tenant_id = u.tenant_id), false)
  and not coalesce((
    select ${address} <<= any(l.networks) from user_address_lists l where l.tenant_id = u.tenant_id and l.user_id = u.id), false))`
