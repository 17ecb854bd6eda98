/** Exit code 0 while the server of this container is ready. It may serve https under a name that is not this address. */
import { get } from 'node:https'

const { PORT = '8080', TLS_CERT } = process.env
const answer = TLS_CERT ? overTls : (url) => fetch(url).then(({ status }) => status)

function overTls(url) {
  return new Promise((resolve, reject) => {
    get(url, { rejectUnauthorized: false }, ({ statusCode }) => resolve(statusCode)).on('error', reject)
  })
}

const status = await answer(`${TLS_CERT ? 'https' : 'http'}://127.0.0.1:${PORT}/readyz`).catch(() => 0)
process.exit(status === 200 ? 0 : 1)
