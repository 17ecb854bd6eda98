/** Saved views of the users list (LIST-5). Each belongs to one person; a shared one is seen by everybody of the tenant. */
import { changedMeanwhile, forbidden, notFound, type ProblemError } from '../../contract/problem.ts'
import { holds } from '../../server/actor.ts'
import type { Context } from '../../server/context.ts'
import { cannotShare, type SavedView } from './contract.ts'
import { deleteViewRow, insertView, isOwnView, listViewRows, updateView, type NewView } from './sql.ts'

const ownerOf = ({ actor }: Context) => ({ tenantId: actor.tenantId, userId: actor.id })

/** Own views and those that others share, by name. */
export const listViews = (ctx: Context): Promise<SavedView[]> => listViewRows(ctx.db, ownerOf(ctx))

/** Keeps a view under a name. */
export async function createView(
  ctx: Context,
  { name, query, shared = false }: Omit<NewView, 'shared'> & { shared?: boolean },
): Promise<SavedView> {
  const { actor } = ctx
  if (actor.homeTenantId !== actor.tenantId)
    throw forbidden({
      detail: 'You work in a tenant where you have no account, so a view cannot be kept here for you.',
    })
  demandSharing(ctx, shared)
  return insertView(ctx.db, ownerOf(ctx), { name, query, shared })
}

/** Changes an own view; what is not named stays. */
export async function editView(
  ctx: Context,
  id: number,
  version: number,
  wanted: Partial<NewView>,
): Promise<SavedView> {
  demandSharing(ctx, wanted.shared === true)
  const view = await updateView(ctx.db, ownerOf(ctx), { id, version }, wanted)
  if (!view) throw await whyNone(ctx, id)
  return view
}

/** Deletes an own view, for everybody when it was shared. */
export async function deleteView(ctx: Context, id: number, version: number): Promise<undefined> {
  if (!(await deleteViewRow(ctx.db, ownerOf(ctx), { id, version }))) throw await whyNone(ctx, id)
}

/** Of a view that is not there in that version: whether it is there at all. */
const whyNone = async (ctx: Context, id: number): Promise<ProblemError> =>
  (await isOwnView(ctx.db, ownerOf(ctx), id)) ? changedMeanwhile() : notFound()

function demandSharing({ actor }: Context, shared: boolean): void {
  if (shared && !holds(actor, 'views.share')) throw cannotShare()
}
