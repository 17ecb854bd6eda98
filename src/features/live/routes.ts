import { streamRoute } from '../../server/http/route.ts'
import { MOST_STREAMS, openEvents, tooManyStreams } from './contract.ts'
import { LivePage } from './service.ts'

export const liveRoutes = [
  streamRoute(openEvents, {
    answer: (ctx, sink) => {
      // The contract lets sessions in and nothing else.
      const page = new LivePage(ctx, sink, ctx.actor.sessionId!)
      return () => page.close()
    },
    most: MOST_STREAMS,
    full: tooManyStreams,
  }),
]
