import { route } from '../../server/http/route.ts'
import { importUsers } from './contract.ts'
import { importRoster } from './service.ts'

export const importRoutes = [
  route(importUsers, (ctx, { body: { text, base64, ...options } }) =>
    importRoster(ctx, Buffer.from(text ?? base64 ?? '', text === undefined ? 'base64' : 'utf8'), options),
  ),
]
