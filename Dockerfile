# One image for everything: by itself it runs API, worker and an embedded Postgres as one process tree; docker-compose.yml
# starts the API and the workers from it apart.

FROM node:22-slim AS build
RUN apt-get update \
 && apt-get install --yes --no-install-recommends build-essential python3 python3-pip \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
# TensorFlow's library stays there, and node_modules links to it.
ENV XDG_CACHE_HOME=/opt
# Packages, TensorFlow and Prisma's client first: they are costly to get and change seldom.
COPY package.json package-lock.json .npmrc tsconfig.json ./
COPY scripts ./scripts
COPY prisma ./prisma
# The proof fails where setup had to do without native TensorFlow: such an image would train many times slower.
RUN node scripts/setup.mjs && node scripts/setup/tensorflow-proof.mjs
COPY . .
RUN node scripts/setup.mjs && npm prune --omit=dev

FROM node:22-slim
WORKDIR /app
COPY --from=build /opt/fitserve /opt/fitserve
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/prisma ./prisma
COPY --from=build /app/examples ./examples
COPY --from=build /app/dist ./dist
RUN install --directory --owner=node --group=node /data
# Node's image calls it "node"; a number lets Kubernetes see that it is not root. Nothing but /data and TMPDIR is written to, so that the
# root may be read-only (docker run --read-only --tmpfs /tmp).
USER 1000:1000
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data TMPDIR=/tmp
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/livez`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "dist/src/start.js"]
