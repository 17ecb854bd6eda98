import { Bytes, route, type Route } from '../../server/http/route.ts'
import type { AnyAction } from '../changes/service/action.ts'
import { changeOne } from '../changes/service/run.ts'
import * as endpoints from './contract/endpoints.ts'
import { listAllowed } from './service/allowed.ts'
import { createUser } from './service/create.ts'
import { listDeleted } from './service/deleted.ts'
import { demandVersion, editUser } from './service/edit.ts'
import { isFree } from './service/free.ts'
import { countUsers, listUnmatched, listUsers } from './service/list.ts'
import { putPicture, readPicture, removePicture } from './service/pictures.ts'
import { readUser } from './service/read.ts'
import { deleteAction } from './service/status.ts'

/** @param actions the whole catalogue, to say of each whether it is allowed. */
export const userRoutes = (actions: readonly AnyAction[]): Route[] => [
  route(endpoints.listUsers, (ctx, { query }) => listUsers(ctx, query)),
  route(endpoints.countUsers, (ctx, { query }) => countUsers(ctx, query)),
  route(endpoints.listUnmatched, (ctx, { query }) => listUnmatched(ctx, query)),
  route(endpoints.checkFree, (ctx, { query }) => isFree(ctx, query)),
  route(endpoints.listDeletedUsers, (ctx, { query }) => listDeleted(ctx, query)),
  route(endpoints.readUser, (ctx, { params }) => readUser(ctx, params.id)),
  route(endpoints.createUser, (ctx, { body }) => createUser(ctx, body)),
  route(endpoints.editUser, (ctx, { params, body, ifMatch }) => editUser(ctx, params.id, body, ifMatch)),
  route(endpoints.removeUser, async (ctx, { params, ifMatch }) => {
    await changeOne(ctx, deleteAction, params.id, undefined, demandVersion(ctx, params.id, ifMatch))
    return undefined
  }),
  route(endpoints.listUserActions, (ctx, { params }) => listAllowed(ctx, params.id, actions)),
  route(endpoints.readPicture, async (ctx, { params }) => {
    const { mediaType, bytes } = await readPicture(ctx, params.id)
    return new Bytes(mediaType, bytes)
  }),
  route(endpoints.putPicture, async (ctx, { params, body }) => {
    await putPicture(ctx, params.id, body)
    return undefined
  }),
  route(endpoints.deletePicture, async (ctx, { params, ifMatch }) => {
    await removePicture(ctx, params.id, ifMatch)
    return undefined
  }),
]
