# The image of Rollcall: `docker build -t rollcall .`, then see “In a container” in the README.
# The version of Node is the one that package-lock.json names for hosts whose own is older.

FROM node:24.21.0-bookworm-slim AS console
WORKDIR /rollcall
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY index.html tsconfig.json vite.config.ts ./
COPY tools/precompress.ts tools/
COPY src src
RUN NODE_ENV=production node node_modules/vite/bin/vite.js build --logLevel warn

FROM node:24.21.0-bookworm-slim AS packages
WORKDIR /rollcall
COPY package.json package-lock.json .npmrc ./
# The image has its Node; the one among the packages is for hosts that have an older one.
RUN npm ci --omit=dev --ignore-scripts && rm -rf node_modules/node-linux-*

FROM node:24.21.0-bookworm-slim
# Process 1: hands signals on, and takes leave of the embedded PostgreSQL's processes when they end.
RUN apt-get update && apt-get install -y --no-install-recommends tini && rm -rf /var/lib/apt/lists/*
WORKDIR /rollcall
COPY --from=packages /rollcall/node_modules node_modules
COPY --from=console /rollcall/dist dist
COPY package.json LICENSE ./
COPY migrations migrations
COPY src src
COPY tools/image tools/image
RUN ln -s /rollcall/tools/image/rollcall /usr/local/bin/rollcall && install -d -o node -g node -m 700 /data

# Beyond loopback the start asks for PUBLIC_URL with https, or for TLS_CERT and TLS_KEY.
ENV NODE_ENV=production HOST=0.0.0.0 ROLLCALL_DATA=/data
USER node
VOLUME /data
EXPOSE 8080
# Of `rollcall serve`; a container of `rollcall work` is started with --no-healthcheck.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["node", "/rollcall/tools/image/healthy.mjs"]
# What is at work has fifteen seconds to end: `docker stop --time 20`.
ENTRYPOINT ["tini", "--", "rollcall"]
CMD ["serve"]
