/** The console: the list of its pages. */
import { startConsole } from '../console/start.tsx'

startConsole({
  home: '/users',
  pages: [],
  Frame: ({ children }) => children,
})
